import type { SystemStatus } from '../../../doors/http/api-shapes.ts';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';
import { meaningOfCode, stepWords, waitWords } from '../words/system-words.ts';
import { textFor } from '../words/words.ts';

/** What is done in a system now: the step, what it waits for, how often it was tried and when the next try is. */
export function DoingNow({ progress, attempts }: Pick<SystemStatus, 'progress' | 'attempts'>) {
  const words = texts().requestSystems;
  if (!progress) return <>{attempts > 0 ? words.attempts(attempts) : '–'}</>;
  return (
    <ul class="plain">
      <li>
        {textFor(stepWords(), progress.step)} {words.since} <Moment at={progress.since} />
      </li>
      {progress.waitingFor !== null && (
        <li>
          <strong>{textFor(waitWords(), progress.waitingFor)}</strong>
        </li>
      )}
      <li>{words.attempts(progress.attempts)}</li>
      {progress.code !== null && (
        <li>
          {words.lastTry} <code>{progress.code}</code> {meaningOfCode(progress.code)}
        </li>
      )}
      {progress.nextAt !== null && (
        <li>
          {words.nextTry} <Moment at={progress.nextAt} />
        </li>
      )}
    </ul>
  );
}
