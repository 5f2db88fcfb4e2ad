import type { Counts } from '../../domain/verdict.ts';
import type { SystemStatus } from '../../doors/http/api-shapes.ts';
import { DataTable, type Column } from './data-table.tsx';
import { Moment } from './moment.tsx';
import { Tag } from './tag.tsx';
import { failureWords, residualWords, verdictActs, wordsOfVerdict } from './words.ts';

interface Row extends SystemStatus {
  /** The request has ended. */
  readonly ended: boolean;
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
  { title: 'Why', cell: Why },
  { title: 'Who must act', cell: whoActs },
  { title: 'Until', cell: ({ until }) => <Moment at={until} /> },
  { title: 'Counts', cell: CountList },
  { title: 'Leads', cell: ({ leads }) => leads },
  { title: 'Attempts', cell: ({ attempts }) => attempts },
  { title: 'Residuals', cell: Residuals },
];

interface TableProps {
  readonly systems: readonly SystemStatus[];
  readonly ended: boolean;
}

/** One line a system: what is true of it, and who must act where it is not good. */
export function SystemsTable({ systems, ended }: TableProps) {
  return (
    <DataTable
      caption="What is true of each system"
      columns={columns}
      rows={systems.map((system) => ({ ...system, ended }))}
      keyOf={({ id }) => id}
    />
  );
}

function Verdict({ verdict, ended }: Row) {
  return <Tag words={wordsOfVerdict(verdict, ended)} />;
}

function Why({ verdict, code, ended }: Row) {
  if (code === null) return wordsOfVerdict(verdict, ended).says;
  return (
    <>
      {failureWords[code].says} <code class="id">{code}</code>
    </>
  );
}

function whoActs({ verdict, code }: SystemStatus): string {
  if (code !== null) return failureWords[code].acts;
  return (verdict && verdictActs[verdict]) ?? '–';
}

function CountList({ counts }: SystemStatus) {
  const lines = [
    ...linesOf('found', counts.found),
    ...linesOf('left', counts.left),
    ...linesOf('exported', counts.exported),
  ];
  if (lines.length === 0) return '–';
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
  if (residuals.length === 0) return '–';
  return (
    <ul class="plain">
      {residuals.map(({ what, verdict, until }) => (
        <li key={what}>
          {what.replace('-', ' ')} <Tag words={residualWords[verdict]} /> <Moment at={until} />
        </li>
      ))}
    </ul>
  );
}
