import { useState } from 'preact/hooks';
import { isTerminal } from '../../domain/request.ts';
import type { Api } from './api.ts';
import type { RequestPage, RequestRow } from '../../doors/http/api-shapes.ts';
import { ConnectionLine } from './connection-line.tsx';
import { DataTable, type Column } from './data-table.tsx';
import { DueDate } from './due-date.tsx';
import { FilterForm } from './filter-form.tsx';
import { countOf, newsOfList } from './live-news.ts';
import { Moment } from './moment.tsx';
import { PageHeading } from './page-heading.tsx';
import { progressOf, progressText } from './progress.ts';
import { narrows, type RequestFilter } from './request-filter.ts';
import { hashOf } from './route.ts';
import { Tag } from './tag.tsx';
import { useLive } from './use-live.ts';
import { stateWords, typeWords } from './words.ts';

const livelyMs = 1500;
const idleMs = 10_000;
const firstCount = 50;
const moreCount = 150;

const columns: readonly Column<RequestRow>[] = [
  {
    title: 'Request',
    cell: ({ id, reference }) => (
      <>
        <a href={hashOf({ view: 'request', id })}>{reference ?? id}</a>
        {reference !== null && <code class="id">{id}</code>}
      </>
    ),
  },
  { title: 'Type', cell: ({ type }) => typeWords[type] },
  { title: 'State', cell: ({ state }) => <Tag words={stateWords[state]} /> },
  { title: 'Systems done', cell: (request) => progressText(progressOf(request.systems ?? [])) },
  { title: 'Due', cell: (request) => <DueDate request={request} /> },
  { title: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
];

interface ListProps {
  readonly api: Api;
  readonly filter: RequestFilter;
}

/** All requests, newest first. */
export function RequestList({ api, filter }: ListProps) {
  const [count, setCount] = useState(firstCount);
  const systems = useLive({ load: (signal) => api.systems(signal), pace: () => 60_000 });
  return (
    <>
      <PageHeading title="Requests" />
      <FilterForm filter={filter} systems={systems.data ?? []} />
      <Results
        key={`${hashOf({ view: 'list', filter })} ${count}`}
        api={api}
        filter={filter}
        count={count}
        onMore={() => {
          setCount(count + moreCount);
        }}
      />
    </>
  );
}

function paceOf({ items }: RequestPage): number {
  return items.some(({ state }) => !isTerminal(state)) ? livelyMs : idleMs;
}

interface ResultsProps extends ListProps {
  readonly count: number;
  readonly onMore: () => void;
}

function Results({ api, filter, count, onMore }: ResultsProps) {
  const live = useLive({
    load: (signal) => api.requests(filter, count, signal),
    pace: paceOf,
  });
  const page = live.data;
  return (
    <section aria-label="Requests">
      <ConnectionLine live={live} newsOf={newsOfList} />
      {page === null && live.problem === null && <p class="hint">Reading…</p>}
      {page?.items.length === 0 && <Nothing filter={filter} />}
      {page !== null && page.items.length > 0 && (
        <>
          <DataTable
            caption="Requests, newest first"
            columns={columns}
            rows={page.items}
            keyOf={({ id }) => id}
          />
          <p class="hint">{countOf(page)}</p>
        </>
      )}
      {page !== null && page.continuation !== null && (
        <button type="button" onClick={onMore}>
          Show more
        </button>
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
