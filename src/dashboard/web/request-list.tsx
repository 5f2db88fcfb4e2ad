import { useEffect, useState } from 'preact/hooks';
import { isTerminal } from '../../domain/request.ts';
import type { RequestPage, RequestRow } from '../../doors/http/api-shapes.ts';
import type { SystemView } from '../../doors/http/operator-shapes.ts';
import type { Api } from './api.ts';
import { ConnectionLine } from './connection-line.tsx';
import { DataTable, type Column } from './data-table.tsx';
import { DueDate } from './due-date.tsx';
import { EndedAt } from './ended-at.tsx';
import { FilterForm } from './filter-form.tsx';
import { countOf, newsOfList } from './live-news.ts';
import { Moment } from './moment.tsx';
import { PageHeading } from './page-heading.tsx';
import { narrows, type RequestFilter } from './request-filter.ts';
import { typeWords, wordsOfRequest } from './request-words.ts';
import { hashOf } from './route.ts';
import { ShowMore } from './show-more.tsx';
import { SystemProblems } from './system-problems.tsx';
import { titlesOf } from './system-titles.ts';
import { Tag } from './tag.tsx';
import { tallyText, verdictsOf } from './tally.ts';
import { useLive } from './use-live.ts';
import { textFor } from './words.ts';

// A person may make 60 calls a minute, and the page has more than this one.
const livelyMs = 3_000;
const idleMs = 10_000;
const firstCount = 50;
const moreCount = 150;

function columnsFor(systems: readonly SystemView[]): readonly Column<RequestRow>[] {
  return [
    {
      title: 'Request',
      cell: ({ id, reference }) => (
        <>
          <a href={hashOf({ view: 'request', id })}>{reference ?? id}</a>
          {reference !== null && <code class="id">{id}</code>}
        </>
      ),
    },
    { title: 'Type', cell: ({ type }) => textFor(typeWords, type) },
    { title: 'State', cell: (row) => <Tag words={wordsOfRequest(row, verdictsOf(row))} /> },
    { title: 'Systems done', cell: (row) => tallyText(verdictsOf(row)) },
    { title: 'Waiting for', cell: ({ waitingFor }) => titlesOf(waitingFor, systems) },
    { title: 'Due', cell: (row) => <DueDate request={row} /> },
    { title: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { title: 'Ended', cell: (row) => <EndedAt request={row} /> },
  ];
}

interface ListProps {
  readonly api: Api;
  readonly filter: RequestFilter;
}

/** All requests that pass the filter. */
export function RequestList({ api, filter }: ListProps) {
  const systems = useLive({ load: (signal) => api.systems(signal), pace: () => 60_000 });
  return (
    <>
      <PageHeading title="Requests" />
      <SystemProblems systems={systems.data ?? []} />
      <FilterForm filter={filter} systems={systems.data ?? []} />
      <Results
        key={hashOf({ view: 'list', filter })}
        api={api}
        filter={filter}
        systems={systems.data ?? []}
      />
    </>
  );
}

function paceOf({ items }: RequestPage): number {
  return items.some(({ state }) => !isTerminal(state)) ? livelyMs : idleMs;
}

interface ResultsProps extends ListProps {
  readonly systems: readonly SystemView[];
}

function Results({ api, filter, systems }: ResultsProps) {
  const [count, setCount] = useState(firstCount);
  const live = useLive({
    load: (signal) => api.requests(filter, count, signal),
    pace: paceOf,
  });
  useEffect(() => {
    if (count > firstCount) live.readAgain();
  }, [count]);
  const page = live.data;
  return (
    <section aria-label="Requests">
      <ConnectionLine live={live} newsOf={newsOfList} />
      {page === null && live.problem === null && <p class="hint">Reading…</p>}
      {page?.items.length === 0 && <Nothing filter={filter} />}
      {page !== null && page.items.length > 0 && (
        <>
          <DataTable
            caption={
              filter.sort === 'due' ? 'Requests, due soonest first' : 'Requests, newest first'
            }
            columns={columnsFor(systems)}
            rows={page.items}
            keyOf={({ id }) => id}
          />
          <p class="hint">{countOf(page)}</p>
          <ShowMore
            shown={page.items.length}
            wanted={count}
            complete={page.continuation === null}
            onMore={() => {
              setCount(page.items.length + moreCount);
            }}
          />
        </>
      )}
    </section>
  );
}

function Nothing({ filter }: { readonly filter: RequestFilter }) {
  return (
    <p class="card nothing">
      {narrows(filter) ? 'No request passes this filter.' : 'There are no requests yet.'}
    </p>
  );
}
