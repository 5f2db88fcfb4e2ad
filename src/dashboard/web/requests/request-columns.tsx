import type { AssignedView, RequestRow } from '../../../doors/http/api-shapes.ts';
import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import type { Column } from '../parts/data-table.tsx';
import { DueDate } from '../parts/due-date.tsx';
import { EndedAt } from '../parts/ended-at.tsx';
import { Moment } from '../parts/moment.tsx';
import { Tag } from '../parts/tag.tsx';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';
import { typeWords, wordsOfRequest } from '../words/request-words.ts';
import { titlesOf } from '../words/system-titles.ts';
import { tallyText, verdictsOf } from '../words/tally.ts';
import { textFor } from '../words/words.ts';

/** The chosen rows, for an action on all of them. */
interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

/** @param selection null: rows cannot be chosen */
export function columnsFor(
  systems: readonly SystemView[],
  selection: Selection | null,
): readonly Column<RequestRow>[] {
  const { columns } = texts().list;
  return [
    {
      title: columns.request,
      cell: (row) => (
        <>
          {selection && <Chooser row={row} selection={selection} />}
          <a href={hashOf({ view: 'request', id: row.id })}>{row.reference ?? row.id}</a>
          {row.reference !== null && <code class="id">{row.id}</code>}
        </>
      ),
    },
    { title: columns.type, cell: ({ type }) => textFor(typeWords(), type) },
    { title: columns.state, cell: (row) => <Tag words={wordsOfRequest(row, verdictsOf(row))} /> },
    { title: columns.systems, cell: (row) => tallyText(verdictsOf(row)) },
    { title: columns.waitingFor, cell: ({ waitingFor }) => titlesOf(waitingFor, systems) },
    { title: columns.due, cell: (row) => <DueDate request={row} /> },
    { title: columns.handledBy, cell: ({ assigned }) => handlerOf(assigned) },
    { title: columns.received, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { title: columns.ended, cell: (row) => <EndedAt request={row} /> },
  ];
}

interface ChooserProps {
  readonly row: RequestRow;
  readonly selection: Selection;
}

function Chooser({ row: { id, reference }, selection: { chosen, onChoose } }: ChooserProps) {
  return (
    <input
      type="checkbox"
      class="chooser"
      aria-label={texts().list.select(reference ?? id)}
      checked={chosen.has(id)}
      onChange={(event) => {
        onChoose(id, event.currentTarget.checked);
      }}
    />
  );
}

function handlerOf(assigned: AssignedView | null | undefined): string {
  if (!assigned) return '–';
  return assigned.me ? texts().request.me : assigned.id;
}
