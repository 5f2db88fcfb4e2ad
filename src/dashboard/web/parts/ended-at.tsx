import type { RequestRow } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { durationText } from './duration.ts';
import { Moment } from './moment.tsx';

/** When a request ended, and how long it took. */
export function EndedAt({
  request: { receivedAt, finishedAt },
}: {
  readonly request: Pick<RequestRow, 'receivedAt' | 'finishedAt'>;
}) {
  if (finishedAt === null) return <Moment at={null} />;
  return (
    <>
      <Moment at={finishedAt} />
      <span class="beside">
        {texts().requestWords.due.after(durationText(receivedAt, finishedAt))}
      </span>
    </>
  );
}
