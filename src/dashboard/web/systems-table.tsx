import { isTerminal } from '../../domain/request.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { RequestView, SystemStatus } from '../../doors/http/api-shapes.ts';
import { DataTable, type Column } from './data-table.tsx';
import { DoingNow } from './doing-now.tsx';
import { Moment } from './moment.tsx';
import { SearchRecord } from './search-record.tsx';
import {
  meaningOfCode,
  reasonText,
  residualWords,
  shadowText,
  whoActs,
  wordsOfSystem,
} from './system-words.ts';
import { Tag } from './tag.tsx';
import { wordsFor } from './words.ts';

interface Row extends SystemStatus {
  readonly ended: boolean;
  readonly completed: boolean;
}

const columns: readonly Column<Row>[] = [
  {
    title: 'System',
    cell: ({ title, id, connector }) => (
      <>
        {title}
        <code class="id">
          {id} ({connector})
        </code>
      </>
    ),
  },
  { title: 'Verdict', cell: Verdict },
  { title: 'Doing now', cell: DoingNow },
  { title: 'Who must act', cell: whoActs },
  { title: 'Records', cell: Records },
  { title: 'Searched', cell: SearchRecord },
  { title: 'Residuals', cell: Residuals },
];

/** One line per system: what is true of it, what is done there now, and who must act where it is not good. */
export function SystemsTable({
  request: { systems, state },
}: {
  readonly request: Pick<RequestView, 'systems' | 'state'>;
}) {
  const where = { ended: isTerminal(state), completed: state === 'completed' };
  return (
    <DataTable
      caption="Systems of this request"
      columns={columns}
      rows={systems.map((system) => ({ ...system, ...where }))}
      keyOf={({ id }) => id}
    />
  );
}

function Verdict(row: Row) {
  const words = wordsOfSystem(row, row);
  const { code, reason, law, until, shadow, after = [] } = row;
  return (
    <ul class="plain">
      <li>
        <Tag words={words} />
      </li>
      <li>
        {code === null ? words.says : `${meaningOfCode(code)} `}
        {code !== null && <code>{code}</code>}
      </li>
      {reason && <li>Why: {becauseOf(reason, law)}</li>}
      {shadow && <li>{shadowText(shadow)}</li>}
      {row.verdict === null && after.length > 0 && <li>After {after.join(', ')}</li>}
      {until !== null && (
        <li>
          Until <Moment at={until} />
        </li>
      )}
    </ul>
  );
}

const becauseOf = (reason: string, law: string | undefined) =>
  law === undefined ? reasonText(reason) : `${reasonText(reason)}, ${law}`;

function Records({ counts, leads, candidates = 0 }: SystemStatus) {
  const lines = [
    ...linesOf('found', counts.found),
    ...linesOf('left', counts.left),
    ...linesOf('exported', counts.exported),
    ...(leads > 0 ? [leads === 1 ? '1 lead' : `${leads} leads`] : []),
    ...(candidates > 0 ? [`${candidates} to choose from`] : []),
  ];
  return <Lines lines={lines} />;
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function linesOf(word: string, counts: Counts | undefined): string[] {
  return Object.entries(counts ?? {}).map(([kind, count]) => `${word} ${count} ${kind}`);
}

function Residuals({ residuals }: SystemStatus) {
  if (residuals.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {residuals.map(({ what, verdict, until, ...rule }) => (
        <li key={what}>
          {what.replaceAll('-', ' ')} <Tag words={wordsFor(residualWords, verdict)} />{' '}
          <Moment at={until} />
          {rule.reason !== undefined && ` ${becauseOf(rule.reason, rule.law)}`}
        </li>
      ))}
    </ul>
  );
}
