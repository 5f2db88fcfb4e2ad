import { setTimeout as delay } from 'node:timers/promises';

const usualPause = 50;

/**
 * Asks again and again until there is an answer.
 *
 * @param ask answers undefined, null or false as long as there is nothing yet; what it throws counts as nothing yet
 * @param pause milliseconds between two questions: more where each is work for what is asked
 * @throws when `within` milliseconds have passed, with `what` and the last thing thrown
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
