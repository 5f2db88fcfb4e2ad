import { TurnLater } from '../domain/turn-later.ts';
import type { Clock } from '../ports/clock.ts';

/** One try that was let in. Both methods may be called more than once. */
export interface Place {
  /** A call of this try got an answer. */
  readonly answered: () => void;
  /** The try is over. */
  readonly ended: () => void;
}

/** The highest number of tries that wait for their first answer at the same time, while it is not known whether the system answers. */
const mostUnanswered = 4;
/** After a successful try, the system counts as working for this time, unless another try fails. */
const knownForMs = 2_000;
/** How long a try waits here until one of the first has its answer; after that, its flow waits. */
const longestWaitMs = 1_000;
const laterSeconds = 2;

/**
 * Lets in only a few tries until the system answers; then it lets in all others. Without this, hundreds of simultaneous requests would call
 * a system that is down before the first of them notices the outage.
 */
export function fewAtFirst(now: Clock) {
  let unanswered = 0;
  let worksAt = -Infinity;
  let hasFailed = false;
  const waiting = new Set<() => void>();

  const isKnown = () => !hasFailed && now().getTime() - worksAt < knownForMs;
  const wake = () => {
    for (const go of waiting) go();
    waiting.clear();
  };

  function placeOfTry(): Place {
    let isCounted = true;
    unanswered += 1;
    const leave = () => {
      if (isCounted) unanswered -= 1;
      isCounted = false;
      wake();
    };
    // An answer may be a bad one. Only the end of the try tells whether the system works.
    return { answered: leave, ended: leave };
  }

  return {
    /** @throws TurnLater when none of the first tries gets an answer within a second */
    async enter(): Promise<Place> {
      const until = now().getTime() + longestWaitMs;
      while (unanswered >= mostUnanswered && !isKnown()) {
        const left = until - now().getTime();
        if (left <= 0) throw new TurnLater(laterSeconds);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          waiting.add(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return placeOfTry();
    },
    /** A try ended. @param isDown the system did not answer */
    saw(isDown: boolean): void {
      hasFailed = isDown;
      if (isDown) return;
      worksAt = now().getTime();
      wake();
    },
  };
}
