import { isTerminal } from '../../../domain/request.ts';
import type { Counts } from '../../../domain/verdict.ts';
import type { RequestView, SystemStatus } from '../../../doors/http/api-shapes.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { DoingNow } from './doing-now.tsx';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';
import { SearchRecord } from './search-record.tsx';
import { SystemActions, type ChosenAction } from './system-actions.tsx';
import {
  meaningOfCode,
  reasonText,
  residualWords,
  shadowText,
  whoActs,
  wordsOfSystem,
} from '../words/system-words.ts';
import { Tag } from '../parts/tag.tsx';
import { wordsFor } from '../words/words.ts';

interface Row extends SystemStatus {
  readonly ended: boolean;
  readonly completed: boolean;
}

function factColumns(): readonly Column<Row>[] {
  const words = texts().requestSystems;
  return [
    {
      title: words.system,
      cell: ({ title, id, connector }) => (
        <>
          {title}
          <code class="id">
            {id} ({connector})
          </code>
        </>
      ),
    },
    { title: words.verdict, cell: Verdict },
    { title: words.doingNow, cell: DoingNow },
    { title: words.whoActs, cell: whoActs },
    { title: words.records, cell: Records },
    { title: words.searched, cell: SearchRecord },
    { title: words.residuals, cell: Residuals },
  ];
}

interface TableProps {
  readonly request: Pick<RequestView, 'systems' | 'state' | 'actions'>;
  readonly chosen: ChosenAction | null;
  readonly onChoose: (chosen: ChosenAction | null) => void;
}

/** One row per system: its verdict, what is done there now, and who must act if the verdict is not good. */
export function SystemsTable({ request, chosen, onChoose }: TableProps) {
  const { systems, state, actions } = request;
  const column = {
    title: texts().actions.title,
    cell: (system: Row) => <SystemActions {...{ request, system, chosen, onChoose }} />,
  };
  const mayAct = ['decide', 'retry', 'waive'].some((action) => actions.includes(action));
  const where = { ended: isTerminal(state), completed: state === 'completed' };
  return (
    <DataTable
      caption={texts().requestSystems.caption}
      columns={mayAct ? [...factColumns(), column] : factColumns()}
      rows={systems.map((system) => ({ ...system, ...where }))}
      keyOf={({ id }) => id}
    />
  );
}

function Verdict(row: Row) {
  const { why, until: untilWord, after: afterText } = texts().requestSystems;
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
      {reason && <li>{why(becauseOf(reason, law))}</li>}
      {shadow && <li>{shadowText(shadow)}</li>}
      {row.verdict === null && after.length > 0 && <li>{afterText(after.join(', '))}</li>}
      {until !== null && (
        <li>
          {untilWord} <Moment at={until} />
        </li>
      )}
    </ul>
  );
}

const becauseOf = (reason: string, law: string | undefined) =>
  law === undefined ? reasonText(reason) : `${reasonText(reason)}, ${law}`;

function Records({ counts, leads, candidates = 0 }: SystemStatus) {
  const words = texts().requestSystems;
  const lines = [
    ...linesOf(words.found, counts.found),
    ...linesOf(words.left, counts.left),
    ...linesOf(words.exported, counts.exported),
    ...(leads > 0 ? [words.leads(leads)] : []),
    ...(candidates > 0 ? [words.candidates(candidates)] : []),
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

type CountText = (count: number, kind: string) => string;

function linesOf(text: CountText, counts: Counts | undefined): string[] {
  return Object.entries(counts ?? {}).map(([kind, count]) => text(count, kind));
}

function Residuals({ residuals }: SystemStatus) {
  if (residuals.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {residuals.map(({ what, verdict, until, ...rule }) => (
        <li key={what}>
          {what.replaceAll('-', ' ')} <Tag words={wordsFor(residualWords(), verdict)} />{' '}
          <Moment at={until} />
          {rule.reason !== undefined && ` ${becauseOf(rule.reason, rule.law)}`}
        </li>
      ))}
    </ul>
  );
}
