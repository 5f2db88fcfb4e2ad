import { systemIdsIn } from '../../src/domain/system.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import type { Attempt } from '../../src/domain/attempt.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { seen } from '../support/settlements.ts';
import type { RecordWatchOrder } from '../../src/workflows/steps/record-watch.ts';
import { Fault, play } from '../support/replayer.ts';

const requestId = numberedRequest(1);
const version = '1';
const gone: Look = { kind: 'read', ...seen('erased'), residuals: [] };

type Answer = Attempt<Look> | Fault;
const done = (value: Look): Answer => ({ kind: 'done', value });
const away: Answer = { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 };

/** Runs the watch with systems that give the answers one after the other, and then always the last one. */
async function watch(answers: Readonly<Record<string, readonly Answer[]>>) {
  const turns = new Map<string, number>();
  let recorded: RecordWatchOrder | undefined;
  const played = await play(
    'watchResiduals',
    { requestId, version },
    {
      openWatch: () => ({ systems: systemIdsIn(answers), giveUpAfterSeconds: 30 }),
      readResiduals: ({ system }) => {
        const turn = turns.get(system) ?? 0;
        turns.set(system, turn + 1);
        const answer = answers[system]?.[turn] ?? answers[system]?.at(-1);
        if (!answer || answer instanceof Fault) throw answer ?? new Fault('internal');
        return answer;
      },
      recordWatch: (order) => {
        recorded = order;
        return { nextAt: null, corrected: null };
      },
    },
  );
  return { ...played, recorded, tries: (system: string) => turns.get(system) };
}

const expiring: Look = { kind: 'read', ...seen('expires'), residuals: [] };

test.each<[string, readonly Answer[], Look, number]>([
  ['it is gone', [done(gone)], gone, 1],
  ['it is still there', [done(expiring)], expiring, 1],
  [
    'the system names a later date',
    [
      done({
        ...gone,
        residuals: [
          { what: 'audit-records', verdict: 'expires', until: '2026-04-01T00:00:00.000Z' },
        ],
      }),
    ],
    {
      ...gone,
      residuals: [{ what: 'audit-records', verdict: 'expires', until: '2026-04-01T00:00:00.000Z' }],
    },
    1,
  ],
  ['the system is away, then back', [away, away, done(gone)], gone, 3],
  [
    'the system tells us to wait, longer than our patience',
    [{ kind: 'later', code: 'throttled', seconds: 600, spentSeconds: 0 }, done(gone)],
    gone,
    2,
  ],
  ['the system is still at work', [{ kind: 'pending', seconds: 20 }, done(gone)], gone, 2],
  [
    'the system is no longer configured',
    [{ kind: 'failed', code: 'misconfigured' }],
    { kind: 'unread', code: 'misconfigured' },
    1,
  ],
  ['the watch list was lost', [done({ kind: 'lost' })], { kind: 'lost' }, 1],
  ['our storage is away for a while', [new Fault('storage-away'), done(gone)], gone, 2],
  ['our own code breaks', [new Fault('internal')], { kind: 'unread', code: null }, 1],
])('%s', async (_name, answers, look, tries) => {
  const played = await watch({ 'b2c-de': answers });
  expect(played.recorded).toMatchObject({ requestId, looks: [{ system: 'b2c-de', look }] });
  expect(played.tries('b2c-de')).toBe(tries);
  expect(played.output).toEqual({ nextAt: null });
});

test('a system that stays down is given up after our patience, and the others do not wait for it', async () => {
  const played = await watch({ 'b2c-de': [away], 'b2c-fr': [done(gone)] });
  expect(played.recorded?.looks).toEqual([
    { system: 'b2c-de', look: { kind: 'unread', code: 'unavailable' } },
    { system: 'b2c-fr', look: gone },
  ]);
  expect(played.seconds).toBeGreaterThanOrEqual(25);
  expect(played.tries('b2c-fr')).toBe(1);
});

test('the date of a read-back is the time of its end', async () => {
  const played = await watch({ 'b2c-de': [{ kind: 'pending', seconds: 20 }, done(gone)] });
  expect(played.recorded?.at).toBe('2026-03-02T08:00:20.000Z');
});

test('a watch with nothing due ends without an error', async () => {
  expect((await watch({})).recorded?.looks).toEqual([]);
});
