import { useEffect, useState } from 'preact/hooks';
import { isTerminal } from '../../../domain/request.ts';
import type { RequestPage } from '../../../doors/http/api-shapes.ts';
import type { CallerView, SystemView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { ShowMore } from '../parts/show-more.tsx';
import { hasRole } from '../shell/may.ts';
import { texts } from '../texts/texts.ts';
import { countOf, newsOfList } from '../words/live-news.ts';
import { CsvButton } from './csv-button.tsx';
import { ManyBar } from './many/many-bar.tsx';
import { narrows, type RequestFilter } from './request-filter.ts';
import { columnsFor } from './request-columns.tsx';

// A person may make 60 calls a minute, and the page has more than this one.
const livelyMs = 3_000;
const idleMs = 10_000;
const firstCount = 50;
const moreCount = 150;

interface ResultsProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly filter: RequestFilter;
  readonly systems: readonly SystemView[];
}

function paceOf({ items }: RequestPage): number {
  return items.some(({ state }) => !isTerminal(state)) ? livelyMs : idleMs;
}

/** The rows of the list, and the actions on the chosen rows. */
export function Results({ api, caller, filter, systems }: ResultsProps) {
  const [count, setCount] = useState(firstCount);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const words = texts().list;
  const live = useLive({
    load: (signal) => api.requests(filter, count, signal),
    pace: paceOf,
  });
  useEffect(() => {
    if (count > firstCount) live.readAgain();
  }, [count]);
  const page = live.data;
  const mayChoose = hasRole(caller, 'Operator', 'Approver');
  const selection = mayChoose
    ? {
        chosen,
        onChoose: (id: string, isChosen: boolean) => {
          const now = new Set(chosen);
          if (isChosen) now.add(id);
          else now.delete(id);
          setChosen(now);
        },
      }
    : null;
  const chosenRows = page?.items.filter(({ id }) => chosen.has(id)) ?? [];
  return (
    <section aria-label={words.title}>
      <ConnectionLine live={live} newsOf={newsOfList} />
      {page === null && live.problem === null && <p class="hint">{texts().shell.reading}</p>}
      {page?.items.length === 0 && (
        <p class="card nothing">{narrows(filter) ? words.noneFits : words.none}</p>
      )}
      {chosenRows.length > 0 && (
        <ManyBar
          api={api}
          caller={caller}
          chosen={chosenRows}
          onClear={() => {
            setChosen(new Set());
          }}
          onDone={live.readAgain}
        />
      )}
      {page !== null && page.items.length > 0 && (
        <>
          <DataTable
            caption={filter.sort === 'due' ? words.captionDue : words.captionNewest}
            columns={columnsFor(systems, selection)}
            rows={page.items}
            keyOf={({ id }) => id}
          />
          <p class="hint">{countOf(page)}</p>
          <div class="actions">
            <ShowMore
              shown={page.items.length}
              wanted={count}
              complete={page.continuation === null}
              onMore={() => {
                setCount(page.items.length + moreCount);
              }}
            />
            <CsvButton api={api} filter={filter} />
          </div>
        </>
      )}
    </section>
  );
}
