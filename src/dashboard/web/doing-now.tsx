import type { SystemStatus } from '../../doors/http/api-shapes.ts';
import { Moment } from './moment.tsx';
import { stepWords, waitWords } from './progress-words.ts';
import { meaningOfCode } from './system-words.ts';
import { textFor } from './words.ts';

/** What is done in a system now: the step, what it waits for, how often it was tried and when the next try is. */
export function DoingNow({ progress, attempts }: Pick<SystemStatus, 'progress' | 'attempts'>) {
  if (!progress) return <>{attempts > 0 ? attemptsText(attempts) : '–'}</>;
  return (
    <ul class="plain">
      <li>
        {textFor(stepWords, progress.step)} since <Moment at={progress.since} />
      </li>
      {progress.waitingFor !== null && (
        <li>
          <strong>{textFor(waitWords, progress.waitingFor)}</strong>
        </li>
      )}
      <li>{attemptsText(progress.attempts)}</li>
      {progress.code !== null && (
        <li>
          Last try: <code>{progress.code}</code> {meaningOfCode(progress.code)}
        </li>
      )}
      {progress.nextAt !== null && (
        <li>
          Next try: <Moment at={progress.nextAt} />
        </li>
      )}
    </ul>
  );
}

function attemptsText(attempts: number): string {
  return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}
