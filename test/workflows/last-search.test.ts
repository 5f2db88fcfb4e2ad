import type { Attempt } from '../../src/domain/attempt.ts';
import { finalState } from '../../src/domain/final-state.ts';
import { requestIdOf } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { settle } from '../../src/domain/settle.ts';
import { settledAs, unsettled, type SystemVerdict } from '../../src/domain/verdict.ts';
import { systemLine } from '../support/requests.ts';
import { seen } from '../support/settlements.ts';
import { play, type World } from '../support/replayer.ts';

const requestId = requestIdOf('01KAJ3Q0000000000000000000');
const order = { requestId, version: '1' };
const hubspot = systemIdOf('hubspot');
const erasedRow = (system: string): SystemVerdict => systemLine(system, { verdict: 'erased' });
const done = <T>(value: T): Attempt<T> => ({ kind: 'done', value });
const readBack = (system: string) =>
  done({
    ...seen('erased'),
    left: {},
    residuals: [],
    row: erasedRow(system),
  });

/** Activities for one vendor; `returns` is the number of last searches that find something. */
function world(returns: number, change: World = {}): World {
  let searches = 0;
  return {
    openRequest: () => ({
      type: 'erasure',
      systems: [hubspot],
      giveUpAfterSeconds: 30,
      gate: { kind: 'open' },
      dossiers: { from: 0, taken: 0 },
    }),
    findSubject: ({ again }) => ({
      setbacks: [],
      foundNothing: again && ++searches > returns,
    }),
    planVisits: () => ({
      kind: 'planned',
      visits: [{ system: hubspot, role: 'downstream', canHold: false }],
      settled: [],
    }),
    planAgain: ({ dossier, systems, isLast }) =>
      isLast
        ? { dossier, systems: systems.map((row) => settle(row, settledAs('present'))), visits: [] }
        : {
            dossier: dossier + 1,
            systems: systems.map((row) => settle(row, unsettled)),
            visits: [{ system: hubspot, role: 'downstream', canHold: false }],
          },
    eraseFromSystem: ({ system }, at) =>
      done({ erasedAt: at.toISOString(), staysInBin: false, readBack: readBack(system) }),
    compileReport: ({ systems }) => ({
      ...finalState(systems),
      callback: false,
      ending: 1,
    }),
    announceOnQueue: () => null,
    ...change,
  };
}

const ordersOf = (steps: readonly { name: string; order: unknown }[], name: string) =>
  steps.filter((step) => step.name === name).map((step) => step.order);

describe('before the report', () => {
  it('searches every system once more, without the logs that cannot be erased', async () => {
    const { output, steps } = await play('honourRequest', order, world(0));

    expect(output).toEqual({ state: 'completed' });
    expect(ordersOf(steps, 'findSubject').at(-1)).toEqual({
      requestId,
      from: 1,
      to: 2,
      skip: [],
      again: true,
      decided: false,
      anew: true,
      patienceOf: {},
      giveUpAfterSeconds: 30,
    });
    expect(ordersOf(steps, 'planAgain')).toEqual([]);
    expect(ordersOf(steps, 'compileReport')).toMatchObject([{ dossier: 1 }]);
  });

  it('erases what returned in one more round, and searches again', async () => {
    const { output, steps } = await play('honourRequest', order, world(1));

    expect(output).toEqual({ state: 'completed' });
    expect(ordersOf(steps, 'eraseFromSystem')).toMatchObject([{ dossier: 1 }, { dossier: 3 }]);
    expect(ordersOf(steps, 'findSubject')).toMatchObject([
      { again: false },
      { again: true, from: 1, to: 2 },
      { again: true, from: 3, to: 4 },
    ]);
    expect(ordersOf(steps, 'compileReport')).toMatchObject([
      { dossier: 3, systems: [{ id: 'hubspot', verdict: 'erased' }] },
    ]);
  });

  it('reports data that returns in every round, and ends', async () => {
    const { output, steps } = await play('honourRequest', order, world(99));

    expect(output).toEqual({ state: 'failed' });
    expect(ordersOf(steps, 'eraseFromSystem')).toHaveLength(2);
    expect(ordersOf(steps, 'planAgain')).toMatchObject([{ isLast: false }, { isLast: true }]);
  });

  it('leaves out systems without a good verdict, and waits for one that does not answer', async () => {
    let tries = 0;
    const { steps } = await play(
      'honourRequest',
      order,
      world(0, {
        planVisits: () => ({
          kind: 'planned',
          visits: [{ system: hubspot, role: 'downstream', canHold: false }],
          settled: [systemLine('mailchimp', { verdict: 'ambiguous' })],
        }),
        findSubject: ({ again }) => ({
          foundNothing: true,
          setbacks:
            again && ++tries === 1
              ? [
                  {
                    system: hubspot,
                    attempt: { kind: 'later', code: 'throttled', seconds: 7, spentSeconds: 0 },
                  },
                ]
              : [],
        }),
      }),
    );

    expect(ordersOf(steps, 'findSubject').slice(1)).toMatchObject([
      { skip: ['mailchimp'], anew: true },
      { skip: ['mailchimp'], anew: false },
    ]);
  });
});

it('erases once more when a record is still there although the system confirmed the erasure', async () => {
  let looks = 0;
  const present = done({
    ...seen('present'),
    left: { contacts: 1 },
    residuals: [],
    row: null,
  });
  const { output, steps } = await play(
    'honourRequest',
    order,
    world(0, {
      eraseFromSystem: ({ system }, at) =>
        done({
          erasedAt: at.toISOString(),
          staysInBin: false,
          readBack: ++looks === 1 ? present : readBack(system),
        }),
    }),
  );

  expect(output).toEqual({ state: 'completed' });
  expect(ordersOf(steps, 'eraseFromSystem')).toHaveLength(2);
});

it('passes to the next try the time of the last effect and the time since which nothing is found', async () => {
  let tries = 0;
  const { steps } = await play(
    'honourRequest',
    order,
    world(0, {
      eraseFromSystem: (_order, at) => {
        tries += 1;
        if (tries === 1) return { kind: 'pending', seconds: 1, since: '2026-03-02T08:00:00.000Z' };
        if (tries === 2)
          return { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 };
        return done({
          erasedAt: at.toISOString(),
          staysInBin: false,
          readBack: { kind: 'pending', seconds: 3, since: '2026-03-02T08:00:05.000Z' },
        });
      },
      verifyInSystem: ({ system }) => readBack(system),
    }),
  );

  expect(ordersOf(steps, 'eraseFromSystem')).toMatchObject([
    { since: null },
    { since: '2026-03-02T08:00:00.000Z' },
    { since: '2026-03-02T08:00:00.000Z' },
  ]);
  expect(ordersOf(steps, 'verifyInSystem')).toMatchObject([
    { goneSince: '2026-03-02T08:00:05.000Z' },
  ]);
});
