import { useState } from 'preact/hooks';
import type { RequestView, TimelineFact } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { texts } from '../texts/texts.ts';
import { actorText, factText } from '../words/fact-text.ts';
import { Moment } from '../parts/moment.tsx';
import { useLive } from '../calls/use-live.ts';

/** A request that waits for days for a system has many facts. The newest ones are shown first. */
const firstCount = 100;

interface TimelineProps {
  readonly api: Api;
  readonly request: Pick<RequestView, 'id' | 'systems'>;
  /** Milliseconds between two readings. */
  readonly paceMs: number;
}

/** Everything that happened to a request, in order. */
export function TimelineTable({ api, request, paceMs }: TimelineProps) {
  const words = texts().facts;
  const [whole, setWhole] = useState(false);
  const { data, problem } = useLive({
    load: (signal) => api.timeline(request.id, signal),
    pace: () => paceMs,
  });
  if (data === null)
    return <p class="hint">{problem ? unreadText(problem.kind) : texts().shell.reading}</p>;
  const hidden = whole ? 0 : Math.max(0, data.facts.length - firstCount);
  return (
    <>
      {problem && <p class="hint">{words.maybeOld(problem.message)}</p>}
      {hidden > 0 && (
        <button
          type="button"
          onClick={() => {
            setWhole(true);
          }}
        >
          {words.earlier(hidden)}
        </button>
      )}
      {data.facts.length === 0 ? (
        <p class="hint">{words.nothing}</p>
      ) : (
        <DataTable
          caption={words.caption}
          columns={columnsFor(request)}
          rows={data.facts.slice(hidden)}
          keyOf={({ seq }) => String(seq)}
        />
      )}
    </>
  );
}

function unreadText(kind: string): string {
  const { none, unread } = texts().facts;
  return kind === 'not-found' ? none : unread;
}

function columnsFor({ systems }: Pick<RequestView, 'systems'>): readonly Column<TimelineFact>[] {
  const words = texts().facts;
  const titles = new Map(systems.map(({ id, title }) => [id, title]));
  return [
    { title: words.when, cell: ({ at }) => <Moment at={at} /> },
    { title: words.system, cell: ({ system }) => (system ? (titles.get(system) ?? system) : '–') },
    { title: words.what, cell: What },
    { title: words.who, cell: ({ actor }) => actorText(actor) },
  ];
}

function What(fact: TimelineFact) {
  const { nextAt } = fact;
  return (
    <>
      {factText(fact)}
      {fact.kind === 'tried' && typeof nextAt === 'string' && (
        <>
          {texts().facts.nextTry}
          <Moment at={nextAt} />
        </>
      )}
    </>
  );
}
