// The residual watch is the shortest flow around the retry loop: one step, run on the real replayer.
import { systemIdOf } from '../../src/domain/system.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import type { Attempt } from '../../src/domain/attempt.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { seen } from '../support/settlements.ts';
import { play } from '../support/replayer.ts';

const giveUpAfterSeconds = 30;
const read: Look = { kind: 'read', ...seen('erased'), residuals: [] };
const good: Attempt<Look> = { kind: 'done', value: read };
const working: Attempt<Look> = { kind: 'pending', seconds: 1 };
const queued = (seconds: number): Attempt<Look> => ({ kind: 'queued', seconds });
const later = (code: 'unavailable' | 'throttled' | 'unexpected-answer', more = {}) =>
  ({ kind: 'later', code, seconds: null, spentSeconds: 0, ...more }) satisfies Attempt<Look>;
const odd = later('unexpected-answer');
/** Pages of an export were read before this answer. */
const oddInTheMiddle = later('unexpected-answer', { progressed: true as const });

/** What the flow returns about a system that gives these answers in order, and how many answers it asked for. */
async function persisted(answers: readonly Attempt<Look>[]) {
  let tries = 0;
  const order = {
    requestId: numberedRequest(1),
    version: '1',
    system: systemIdOf('b2c-de'),
    giveUpAfterSeconds,
  };
  const { output, seconds } = await play('watchSystem', order, {
    readResiduals: () => {
      const answer = answers[tries];
      tries += 1;
      if (!answer) throw new Error('asked once more than the test expects');
      return answer;
    },
  });
  return { look: output.look, tries, seconds };
}

test('a system is never given up when only our own limiter delays it for hours', async () => {
  const waits = Array.from({ length: 120 }, (_, index) => queued(60 + index));
  const { look, seconds } = await persisted([...waits, good]);
  expect(look).toEqual(read);
  expect(seconds).toBeGreaterThan(3 * 3600);
});

test('waits for our own limiter cost no patience', async () => {
  const away = later('unavailable', { spentSeconds: 5 });
  const without = await persisted([away, away, away, away, away]);
  const between = await persisted([
    ...[queued(100), away, queued(100), away, queued(100), away, queued(100), away, away],
  ]);
  expect(without.look).toEqual({ kind: 'unread', code: 'unavailable' });
  expect(between.look).toEqual(without.look);
  expect(between.seconds).toBe(without.seconds + 400);
});

test('the time of the calls counts, as the activity measured it', async () => {
  const { look, tries } = await persisted([later('unavailable', { spentSeconds: 30 })]);
  expect(look).toEqual({ kind: 'unread', code: 'unavailable' });
  expect(tries).toBe(1);
});

const given = { kind: 'unread', code: 'unexpected-answer' };
test.each<[string, Attempt<Look>[], object]>([
  ['three in a row', [odd, odd, odd], given],
  ['three, with waits for our limiter between them', [odd, queued(5), odd, queued(5), odd], given],
  ['a good one between them', [odd, odd, working, odd, odd, good], read],
  [
    'good ones before each of them, in the same try',
    [oddInTheMiddle, oddInTheMiddle, oddInTheMiddle, good],
    read,
  ],
  ['a refusal between them', [odd, odd, later('throttled', { seconds: 1 }), odd, odd, good], read],
])('unexpected answers: %s', async (_, answers, look) => {
  const persistedLook = await persisted(answers);
  expect(persistedLook.look).toEqual(look);
  expect(persistedLook.tries).toBe(answers.length);
});
