import { numberedRequest } from '../support/numbered-request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Attempt } from '../../src/domain/attempt.ts';
import { finalState } from '../../src/domain/final-state.ts';
import type { Counts, SystemVerdict } from '../../src/domain/verdict.ts';
import type { PlannedVisit } from '../../src/domain/plan.ts';
import type { ErasedReceipt } from '../../src/workflows/steps/erase-from-system.ts';
import type { HoldOrder } from '../../src/workflows/steps/hold-accounts.ts';
import type { ReadBackReceipt } from '../../src/workflows/steps/verify-in-system.ts';
import type { SystemOrder, TryOrder } from '../../src/workflows/steps/system-order.ts';
import type { VerdictOrder } from '../../src/workflows/steps/record-verdict.ts';
import { Fault, play, type World } from '../support/replayer.ts';
import { systemLine } from '../support/requests.ts';
import { seen } from '../support/settlements.ts';

const systems = ['b2c-de', 'b2c-fr', 'hubspot'].map(systemIdOf);
const visits: PlannedVisit[] = [
  { system: systemIdOf('b2c-de'), role: 'directory', canHold: true },
  { system: systemIdOf('b2c-fr'), role: 'directory', canHold: true },
  { system: systemIdOf('hubspot'), role: 'downstream', canHold: false },
];
const requestId = numberedRequest(1);
const order = { requestId, version: '1' };

function row(system: string, change: Parameters<typeof systemLine>[1] = {}): SystemVerdict {
  return systemLine(system, {
    counts: { found: { records: 1 } },
    attempts: 1,
    updatedAt: '2026-03-02T08:00:00.000Z',
    ...change,
  });
}

const done = <T>(value: T): Attempt<T> => ({ kind: 'done', value });

/** A reading back that finds nothing, with the row that says so. */
function gone({ system, attempts }: TryOrder): Attempt<ReadBackReceipt> {
  const left = { users: 0 };
  return done({
    ...seen('erased'),
    left,
    residuals: [],
    row: row(system, { verdict: 'erased', attempts, counts: { found: { users: 1 }, left } }),
  });
}

/** The erasing calls are done, with the outcome of the first reading back. */
function erased(at: Date, readBack: Attempt<ReadBackReceipt>): Attempt<ErasedReceipt> {
  return done({ erasedAt: at.toISOString(), staysInBin: false, readBack });
}

function present(left: Counts = {}): Attempt<ReadBackReceipt> {
  return done({ ...seen('present'), left, residuals: [], row: null });
}

const still: Attempt<never> = { kind: 'pending', seconds: 2 };

function holding(one: (order: { system: string }) => Attempt<null>) {
  return ({ systems }: HoldOrder) =>
    systems.map((system) => ({ system, attempt: one({ system }) }));
}

/** Activities that all work at the first try. */
function world(type: 'erasure' | 'access', change: World = {}): World {
  return {
    openRequest: () => ({
      ...{ type, systems, giveUpAfterSeconds: 30, gate: { kind: 'open' } },
      dossiers: { from: 0, taken: 0 },
    }),
    findSubject: ({ again }) => ({ setbacks: [], foundNothing: again }),
    planVisits: () => ({ kind: 'planned', visits, settled: [] }),
    askTurn: () => ({ turn: 'ready' }),
    holdAccounts: holding(() => done(null)),
    releaseAccount: () => done(null),
    exportFromSystem: (o) => done(row(o.system, { verdict: 'exported', attempts: o.attempts })),
    eraseFromSystem: (o, at) => erased(at, gone(o)),
    verifyInSystem: (o) => gone(o),
    recordVerdict: (o: VerdictOrder) =>
      row(o.system, { verdict: o.verdict, code: o.code, attempts: o.attempts }),
    compileReport: (o) => ({
      ...finalState(o.systems),
      callback: false,
      ending: 1,
    }),
    endBroken: () => ({ state: 'failed', reason: 'internal', callback: false, ending: 1 }),
    announceOnQueue: () => null,
    callBack: () => ({ taken: true }),
    recordDelivery: () => null,
    ...change,
  };
}

const namesOf = (steps: readonly { name: string }[]) => steps.map((step) => step.name);
const systemsOf = (steps: readonly { name: string; order: unknown }[], name: string) =>
  steps
    .filter((step) => step.name === name)
    .flatMap(({ order: given }) => {
      const { system, systems: several } = given as Partial<SystemOrder & HoldOrder>;
      return several ?? system ?? [];
    });

describe('honouring an erasure', () => {
  it('freezes the directories, erases downstream, and erases the directories last', async () => {
    const { output, steps } = await play('honourRequest', order, world('erasure'));

    expect(output).toEqual({ state: 'completed' });
    expect(systemsOf(steps, 'holdAccounts')).toEqual(['b2c-de', 'b2c-fr']);
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-de', 'b2c-fr']);
    expect(namesOf(steps).lastIndexOf('holdAccounts')).toBeLessThan(
      namesOf(steps).indexOf('eraseFromSystem'),
    );
    expect(namesOf(steps).slice(-2)).toEqual(['compileReport', 'announceOnQueue']);
  });

  it('reads every erased system back before it reports the erasure', async () => {
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) => erased(at, o.system === 'hubspot' ? present() : gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('leaves a privileged account alone and finishes the other systems', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        holdAccounts: holding((o) =>
          o.system === 'b2c-de' ? { kind: 'failed', code: 'privileged-account' } : done(null),
        ),
      }),
    );

    expect(output).toEqual({ state: 'completed-with-exceptions' });
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-fr']);
    expect(
      steps.filter((step) => step.name === 'recordVerdict').map((step) => step.order),
    ).toContainEqual(
      expect.objectContaining({ system: 'b2c-de', verdict: 'failed', code: 'privileged-account' }),
    );
  });

  it('releases the account when erasing failed after it was frozen', async () => {
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'b2c-fr' ? { kind: 'failed', code: 'refused' } : erased(at, gone(o)),
      }),
    );

    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-fr']);
  });

  it('visits only the directory that was not frozen at once, and waits as long as that directory said', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        holdAccounts: ({ systems: all }) =>
          all.map((system) => ({
            system,
            attempt:
              system === 'b2c-fr' && all.length > 1
                ? { kind: 'later', code: 'throttled', seconds: 600, spentSeconds: 0 }
                : done(null),
          })),
      }),
    );

    const holds = steps.filter((step) => step.name === 'holdAccounts');
    expect(holds.map(({ order: o, second }) => [(o as HoldOrder).systems, second])).toEqual([
      [['b2c-de', 'b2c-fr'], 0],
      [['b2c-fr'], 600],
    ]);
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-de', 'b2c-fr']);
    expect(output).toEqual({ state: 'completed' });
  });

  it('needs no extra step to write a good verdict', async () => {
    const { steps } = await play('honourRequest', order, world('erasure'));

    expect(namesOf(steps)).not.toContain('recordVerdict');
    expect(steps.find((step) => step.name === 'compileReport')!.order).toMatchObject({
      systems: [
        { id: 'hubspot', verdict: 'erased' },
        { id: 'b2c-de', verdict: 'erased' },
        { id: 'b2c-fr', verdict: 'erased' },
      ],
    });
  });

  it('releases the account when it is still there after erasing', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) => erased(at, o.system === 'b2c-de' ? present() : gone(o)),
      }),
    );

    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-de']);
    expect(namesOf(steps).indexOf('releaseAccount')).toBeLessThan(
      namesOf(steps).indexOf('recordVerdict'),
    );
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('gives up a system that stays down after the configured time, not sooner', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot'
            ? { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    const tries = steps.filter(
      (step) => step.name === 'eraseFromSystem' && (step.order as SystemOrder).system === 'hubspot',
    );
    expect(tries.length).toBeGreaterThan(3);
    expect(tries.at(-1)!.second - tries[0]!.second).toBeGreaterThanOrEqual(20);
    expect(tries.at(-1)!.second - tries[0]!.second).toBeLessThanOrEqual(31);
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('gives up a system after three unexpected answers, within seconds', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot'
            ? { kind: 'later', code: 'unexpected-answer', seconds: null, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    expect(systemsOf(steps, 'eraseFromSystem').filter((id) => id === 'hubspot')).toHaveLength(3);
    const verdict = steps.find(
      ({ name, order }) => name === 'recordVerdict' && (order as VerdictOrder).system === 'hubspot',
    );
    expect(verdict?.order).toMatchObject({
      verdict: 'failed',
      code: 'unexpected-answer',
      attempts: 3,
    });
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('waits as long as a system says, even longer than the time after which silence is given up', async () => {
    let calls = 0;
    const { output, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot' && ++calls <= 3
            ? { kind: 'later', code: 'throttled', seconds: 600, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(seconds).toBeGreaterThanOrEqual(1800);
  });

  it('asks again while a system is still working on the erasure', async () => {
    let reads = 0;
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (_order, at) => erased(at, still),
        verifyInSystem: (o) => (++reads < 6 ? still : gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(reads).toBe(8);
  });
});

describe('honouring an access request', () => {
  it('exports from all systems in parallel and freezes nothing', async () => {
    const { output, steps } = await play('honourRequest', order, world('access'));

    expect(output).toEqual({ state: 'completed' });
    expect(systemsOf(steps, 'exportFromSystem')).toEqual(systems);
    expect(namesOf(steps)).not.toContain('holdAccounts');
    expect(namesOf(steps)).not.toContain('eraseFromSystem');
  });
});

describe('resolving', () => {
  it('asks a system that did not answer again, from the dossier with the answers of the others', async () => {
    let calls = 0;
    const { steps } = await play(
      'honourRequest',
      order,
      world('access', {
        findSubject: () => ({
          foundNothing: false,
          setbacks:
            ++calls === 1
              ? [
                  {
                    system: systemIdOf('hubspot'),
                    attempt: { kind: 'later', code: 'throttled', seconds: 7, spentSeconds: 0 },
                  },
                ]
              : [],
        }),
      }),
    );

    const finds = steps.filter((step) => step.name === 'findSubject');
    const spent = { spentSeconds: 1, retries: 1, oddInARow: 0 };
    const anyway = { skip: [], again: false, decided: false, anew: false, giveUpAfterSeconds: 30 };
    const search = { requestId, ...anyway };
    expect(finds.map((step) => [step.second, step.order])).toEqual([
      [0, { ...search, from: 0, to: 1, patienceOf: {} }],
      [7, { ...search, from: 1, to: 2, patienceOf: { hubspot: spent } }],
    ]);
  });

  it('gives up a system that cannot be read and says why in the plan', async () => {
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        findSubject: (o) => ({
          foundNothing: o.again,
          setbacks:
            o.again || o.skip.includes(systemIdOf('hubspot'))
              ? []
              : [
                  {
                    system: systemIdOf('hubspot'),
                    attempt: { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 },
                  },
                ],
        }),
      }),
    );

    const plan = steps.find((step) => step.name === 'planVisits')!;
    expect(plan.order).toMatchObject({ failed: [{ system: 'hubspot', code: 'unavailable' }] });
    expect(plan.second).toBeGreaterThanOrEqual(20);
  });

  it('does not try rejected credentials again', async () => {
    let rounds = 0;
    await play(
      'honourRequest',
      order,
      world('erasure', {
        findSubject: ({ again }) => {
          if (again) return { setbacks: [], foundNothing: true };
          rounds += 1;
          return {
            foundNothing: false,
            setbacks: [
              {
                system: systemIdOf('hubspot'),
                attempt: { kind: 'failed', code: 'credentials-rejected' },
              },
            ],
          };
        },
      }),
    );

    expect(rounds).toBe(1);
  });

  it('waits for its turn without a call to a system, then searches again from the start', async () => {
    let plans = 0;
    let asked = 0;
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        planVisits: () =>
          ++plans < 3
            ? { kind: 'busy', waitingFor: 'earlier-request' }
            : { kind: 'planned', visits, settled: [] },
        askTurn: () => ({ turn: ++asked % 3 === 0 ? 'ready' : 'earlier-search' }),
      }),
    );

    expect(
      steps
        .filter((step) => step.name === 'findSubject')
        .map((step) => step.order)
        .slice(0, 3),
    ).toMatchObject([
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 0, to: 3 },
    ]);
    expect(steps.filter((step) => step.name === 'askTurn')).toHaveLength(6);
  });
});

describe('when our own code or storage fails', () => {
  it('waits while storage does not answer', async () => {
    let calls = 0;
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        planVisits: () => {
          if (++calls < 4) throw new Fault('storage-away');
          return { kind: 'planned', visits, settled: [] };
        },
      }),
    );

    expect(output).toEqual({ state: 'completed' });
  });

  it('waits without end while the service has other keys than its storage', async () => {
    let calls = 0;
    const { output, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        compileReport: () => {
          if (++calls < 40) throw new Fault('other-keys');
          return { state: 'completed', reason: null, callback: false, ending: 1 };
        },
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(seconds).toBeGreaterThan(24 * 3600);
  });

  it('ends as failed when the dossier is lost, and still delivers that', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: () => {
          throw new Fault('lost');
        },
      }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(namesOf(steps).slice(-2)).toEqual(['endBroken', 'announceOnQueue']);
  });

  const breaksAt = (broken: string) => (o: { system: string }) => {
    if (o.system === broken) throw new Fault('internal');
  };
  it.each<[string, World, string[]]>([
    [
      'while the person is looked for',
      {
        findSubject: () => {
          throw new Fault('internal');
        },
      },
      [],
    ],
    [
      'freezing one directory',
      {
        holdAccounts: ({ systems: all }) => {
          breaksAt('b2c-fr')({ system: all.at(-1)! });
          return [];
        },
      },
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'freezing one directory again, when another could not be frozen',
      {
        holdAccounts: ({ systems: [only, another] }) => {
          if (!another) throw new Fault('internal');
          return [
            { system: only!, attempt: { kind: 'failed', code: 'privileged-account' } },
            {
              system: another,
              attempt: { kind: 'later', code: 'unavailable', seconds: 1, spentSeconds: 0 },
            },
          ];
        },
      },
      // The visit of the directory that could not be frozen has released it already.
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'erasing downstream',
      {
        eraseFromSystem: (o, at) => {
          breaksAt('hubspot')(o);
          return erased(at, gone(o));
        },
      },
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'erasing one directory',
      {
        eraseFromSystem: (o, at) => {
          breaksAt('b2c-fr')(o);
          return erased(at, gone(o));
        },
      },
      ['b2c-fr'],
    ],
    [
      'reading one directory back',
      {
        eraseFromSystem: (_order, at) => erased(at, still),
        verifyInSystem: (o) => {
          breaksAt('b2c-de')(o);
          return gone(o);
        },
      },
      ['b2c-de'],
    ],
    [
      'compiling the report',
      {
        compileReport: () => {
          throw new Fault('internal');
        },
      },
      [],
    ],
  ])(
    'whoever was frozen and not erased can sign in again, broken %s',
    async (_where, change, released) => {
      const { output, steps } = await play('honourRequest', order, world('erasure', change));

      expect(output).toEqual({ state: 'failed' });
      expect(systemsOf(steps, 'releaseAccount').sort()).toEqual(released);
      expect(namesOf(steps).slice(-2)).toEqual(['endBroken', 'announceOnQueue']);
    },
  );

  it('ends also when nothing can be released because the dossier is gone', async () => {
    const gone = () => {
      throw new Fault('lost');
    };
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', { eraseFromSystem: gone, releaseAccount: gone }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-de', 'b2c-fr']);
    expect(namesOf(steps)).toContain('endBroken');
  });

  it('tries to release for the configured time, then reports what failed and ends', async () => {
    const { output, steps, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: () => {
          throw new Fault('internal');
        },
        releaseAccount: (o) =>
          o.system === 'b2c-de'
            ? { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 }
            : done(null),
      }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(systemsOf(steps, 'releaseAccount').length).toBeGreaterThan(4);
    expect(seconds).toBeGreaterThanOrEqual(20);
    expect(seconds).toBeLessThanOrEqual(40);
    expect(
      steps.filter((step) => step.name === 'recordVerdict').map((step) => step.order),
    ).toMatchObject([{ system: 'b2c-de', verdict: 'failed', code: 'unavailable' }]);
    expect(namesOf(steps).indexOf('recordVerdict')).toBeLessThan(
      namesOf(steps).indexOf('endBroken'),
    );
  });
});

describe('delivering the status', () => {
  const deliver = { requestId, version: '1', callback: true, ending: 1 };

  it('calls back until the receiver takes it: first within 10 s, then more slowly', async () => {
    let calls = 0;
    const { output, steps } = await play('deliverStatus', deliver, {
      ...world('access'),
      callBack: () => ({ taken: ++calls === 4 }),
    });

    const seconds = steps.filter((step) => step.name === 'callBack').map((step) => step.second);
    expect(output).toEqual({ state: 'delivered' });
    expect(seconds).toEqual([0, 5, 15, 35]);
    expect(steps.at(-1)!.order).toEqual({
      requestId,
      ending: 1,
      callback: true,
      state: 'delivered',
      attempts: 4,
    });
  });

  it('dead-letters after three days', async () => {
    const { output, seconds } = await play('deliverStatus', deliver, {
      ...world('access'),
      callBack: () => ({ taken: false }),
    });

    expect(output).toEqual({ state: 'dead-lettered' });
    expect(seconds).toBeGreaterThan(3 * 86_400 - 3600);
    expect(seconds).toBeLessThanOrEqual(3 * 86_400);
  });
});
