import type { RequestRow } from '../../doors/http/api-shapes.ts';
import { dueOf } from './due.ts';
import { Moment } from './moment.tsx';

/** The last day the law leaves, with a warning when it comes near. */
export function DueDate({
  request,
}: {
  readonly request: Pick<RequestRow, 'state' | 'dueAt' | 'finishedAt'>;
}) {
  const { warning, text } = dueOf(request, new Date());
  return (
    <>
      <Moment at={request.dueAt} />
      {text && (
        <span class={warning ? `due ${warning}` : 'due'}>
          {warning && <span aria-hidden="true">⚠ </span>}
          {text}
        </span>
      )}
    </>
  );
}
