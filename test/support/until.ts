import { setTimeout as delay } from 'node:timers/promises';

const usualPause = 50;

/**
 * Repeats a question until there is an answer.
 *
 * @param ask returns undefined, null or false while there is no answer; an error counts as no answer
 * @param pause milliseconds between two questions; longer when each question costs the other side work
 * @throws when `within` milliseconds have passed, with `what` and the last error as its cause
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  within = 30_000,
  pause = usualPause,
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await delay(pause);
  }
  throw new Error(`Waited ${within} ms in vain until ${what}.`, { cause: last });
}
