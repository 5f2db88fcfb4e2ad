import type { RequestRow } from '../../../doors/http/api-shapes.ts';
import { serverNow } from '../calls/server-clock.ts';
import { dueOf } from './due.ts';
import { Moment } from './moment.tsx';

/** The last day that the law allows. A warning is shown beside it when the day is near or past. */
export function DueDate({
  request,
}: {
  readonly request: Pick<RequestRow, 'state' | 'dueAt' | 'finishedAt'>;
}) {
  const { warning, text } = dueOf(request, serverNow());
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
