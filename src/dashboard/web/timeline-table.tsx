import { useState } from 'preact/hooks';
import type { RequestView, TimelineFact } from '../../doors/http/api-shapes.ts';
import type { Api } from './api.ts';
import { DataTable, type Column } from './data-table.tsx';
import { actorText, factText } from './fact-text.ts';
import { Moment } from './moment.tsx';
import { useLive } from './use-live.ts';

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
  const [whole, setWhole] = useState(false);
  const { data, problem } = useLive({
    load: (signal) => api.timeline(request.id, signal),
    pace: () => paceMs,
  });
  if (data === null) return <p class="hint">{problem ? unreadText(problem.kind) : 'Reading…'}</p>;
  const hidden = whole ? 0 : Math.max(0, data.facts.length - firstCount);
  return (
    <>
      {problem && <p class="hint">The timeline may be old: {problem.message}</p>}
      {hidden > 0 && (
        <button
          type="button"
          onClick={() => {
            setWhole(true);
          }}
        >
          Show {hidden} earlier facts
        </button>
      )}
      {data.facts.length === 0 ? (
        <p class="hint">Nothing happened yet.</p>
      ) : (
        <DataTable
          caption="What happened, in order"
          columns={columnsFor(request)}
          rows={data.facts.slice(hidden)}
          keyOf={({ seq }) => String(seq)}
        />
      )}
    </>
  );
}

function unreadText(kind: string): string {
  return kind === 'not-found'
    ? 'This version of the service has no timeline.'
    : 'The timeline could not be read.';
}

function columnsFor({ systems }: Pick<RequestView, 'systems'>): readonly Column<TimelineFact>[] {
  const titles = new Map(systems.map(({ id, title }) => [id, title]));
  return [
    { title: 'When', cell: ({ at }) => <Moment at={at} /> },
    { title: 'System', cell: ({ system }) => (system ? (titles.get(system) ?? system) : '–') },
    { title: 'What', cell: What },
    { title: 'Who', cell: ({ actor }) => actorText(actor) },
  ];
}

function What(fact: TimelineFact) {
  const { nextAt } = fact;
  return (
    <>
      {factText(fact)}
      {fact.kind === 'tried' && typeof nextAt === 'string' && (
        <>
          . Next try: <Moment at={nextAt} />
        </>
      )}
    </>
  );
}
