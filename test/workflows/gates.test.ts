// Gates from end to end: the flow on the real replayer and the engine of the local host, the real activities, and the decisions of the doors.
import { gatesBy, noGates, type Decided, type GateRule } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestState } from '../../src/domain/request.ts';
import { decide } from '../../src/doors/decide.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import type { FlowStarter } from '../../src/ports/flow-starter.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const person = (name: string): Principal => ({
  kind: 'person',
  id: name,
  roles: ['Approver', 'Operator'],
  mark: name,
});
const [requester, ada, bob] = ['requester', 'ada', 'bob'].map(person) as [
  Principal,
  Principal,
  Principal,
];

/** A request, its flow, and the people who decide. */
interface Case {
  readonly does: (who: Principal, decided: Decided) => Promise<RegisteredRequest>;
  /** The problem code in the answer to the call. */
  readonly refuses: (who: Principal, decided: Decided) => Promise<unknown>;
  readonly reaches: (state: RequestState) => Promise<RegisteredRequest>;
  readonly ends: () => Promise<unknown>;
  /** The operations of the directory, in order. */
  readonly calls: readonly string[];
  readonly sweeps: () => Promise<void>;
  readonly restarts: () => Promise<void>;
  /** From now on a decision does not wake the flow. */
  readonly losesWakeUps: () => void;
  /** The directory shows another record from now on. */
  readonly recordChanges: () => void;
}

function withCase(rule: Partial<GateRule>, story: (one: Case) => Promise<void>): Promise<void> {
  return withHubFile(async (file) => {
    const calls: string[] = [];
    let record = 'oid-1';
    let isLosing = false;
    const now = () => new Date();
    const directory = system('dir', {
      find: async () => [...(calls.includes('erase') ? [] : [hit(record)])],
      hold: async (_record, _intent, remember) => {
        await remember(true);
        calls.push('hold');
        return { kind: 'held' };
      },
      release: async () => void calls.push('release'),
      erase: async () => {
        calls.push('erase');
        return { kind: 'done' };
      },
      verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
    });
    const memory = await createMemoryHouse([directory], 'erasure', undefined, {
      owner: requester.mark,
      gates: gatesBy({ ...noGates, ...rule }),
    });
    const house = { ...memory, now };
    const onHub = flowsOnHub(file, house);
    const flows: FlowStarter = {
      ...onHub,
      wake: async (...waiting) => {
        if (isLosing) throw new Error('the call was lost');
        await onHub.wake(...waiting);
      },
    };
    const intake = { ...memory.intake, now };
    const { log } = memory.intake;
    const does: Case['does'] = (caller, decided) =>
      decide(intake, { caller, flows, log }, requestId, decided);
    try {
      await flows.start(requestId, '1', 1);
      await story({
        does,
        refuses: (who, decided) =>
          does(who, decided).then(
            () => 'done',
            (error: unknown) => (error instanceof Refused ? error.problem.code : error),
          ),
        reaches: (state) =>
          until(state, async () => {
            const found = await house.register.get(requestId);
            return found?.state === state && found;
          }),
        ends: () => onHub.output(requestId),
        calls,
        sweeps: async () => {
          isLosing = false;
          const later = () => new Date(Date.now() + 15_000);
          await sweep({ ...intake, now: later }, { flows, log }, async () => undefined);
        },
        restarts: onHub.restart,
        losesWakeUps: () => (isLosing = true),
        recordChanges: () => (record = 'oid-2'),
      });
    } finally {
      await onHub.stop();
    }
  });
}

const withdraw: Decided = { what: 'withdraw' };
const hold: Decided = { what: 'hold', reason: 'investigation', until: null };
const approve = ({ planHash }: RegisteredRequest): Decided => ({
  what: 'approve',
  planHash: planHash ?? '',
});

test('an erasure begins when somebody else has approved its plan and the cooling-off period has passed', () =>
  withCase({ approvals: 1, coolingOffSeconds: 1 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    expect(waiting.planHash).toEqual(expect.any(String));
    expect(await one.refuses(requester, approve(waiting))).toBe('second-person-needed');
    expect(await one.refuses(ada, { what: 'approve', planHash: 'another' })).toBe('plan-changed');
    expect(await one.does(ada, approve(waiting))).toMatchObject({ state: 'cooling-off' });
    expect(await one.refuses(ada, approve(waiting))).toBe('not-allowed-in-state');
    expect(one.calls).toEqual([]);
    expect(await one.ends()).toEqual({ state: 'completed' });
    expect(one.calls).toEqual(['hold', 'erase']);
    expect(await one.refuses(requester, withdraw)).toBe('not-allowed-in-state');
  }));

test('two people must approve, and one of them cannot do it twice', () =>
  withCase({ approvals: 2 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    expect(await one.does(ada, approve(waiting))).toMatchObject({ state: 'awaiting-approval' });
    expect(await one.refuses(ada, approve(waiting))).toBe('second-person-needed');
    await one.does(bob, approve(waiting));
    expect(await one.ends()).toEqual({ state: 'completed' });
  }));

test('an approval counts only for its plan: when the records change, the request waits for another approval', () =>
  withCase({ approvals: 1 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    one.recordChanges();
    await one.does(ada, approve(waiting));
    const again = await until('another plan', async () => {
      const found = await one.reaches('awaiting-approval');
      return found.planHash !== waiting.planHash && found;
    });
    await one.does(ada, approve(again));
    expect(await one.ends()).toEqual({ state: 'completed' });
  }));

test('a request that is withdrawn during its cooling-off period restores the account', () =>
  withCase({ coolingOffSeconds: 3600, freeze: true }, async (one) => {
    await one.reaches('cooling-off');
    await until('the freeze', () => one.calls.includes('hold'));
    await one.does(requester, withdraw);
    expect(await one.ends()).toEqual({ state: 'withdrawn' });
    expect(one.calls).toEqual(['hold', 'release']);
  }));

test('nothing is searched before the identity is proved, and a refusal ends the request with its reason', () =>
  withCase({ identityProof: 'required', approvals: 1 }, async (one) => {
    const waiting = await one.reaches('awaiting-identity');
    expect(waiting.planHash).toBeNull();
    await one.does(ada, { what: 'identity', reason: 'document' });
    await one.reaches('awaiting-approval');
    await one.does(bob, { what: 'refuse', reason: 'claim-not-covered' });
    expect(await one.ends()).toEqual({ state: 'refused' });
    expect(await one.reaches('refused')).toMatchObject({ reason: 'claim-not-covered' });
    expect(one.calls).toEqual([]);
  }));

test('a request on hold does not begin until it is resumed, also across a restart', () =>
  withCase({ approvals: 1 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    expect(await one.does(ada, hold)).toMatchObject({ state: 'on-hold' });
    expect(await one.refuses(ada, approve(waiting))).toBe('not-allowed-in-state');
    await one.restarts();
    await one.does(ada, { what: 'resume' });
    await one.does(ada, approve(await one.reaches('awaiting-approval')));
    expect(await one.ends()).toEqual({ state: 'completed' });
  }));

test('when the event of a decision is lost, the flow continues after the next run of the sweeper', () =>
  withCase({ approvals: 1 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    one.losesWakeUps();
    await one.does(ada, withdraw);
    expect(waiting.gates.unheard).toBe(false);
    await one.sweeps();
    expect(await one.ends()).toEqual({ state: 'withdrawn' });
  }));

test('approve and withdraw at the same time have one outcome', () =>
  withCase({ approvals: 1, coolingOffSeconds: 3600 }, async (one) => {
    const waiting = await one.reaches('awaiting-approval');
    await Promise.all([one.refuses(ada, approve(waiting)), one.refuses(requester, withdraw)]);
    expect(await one.ends()).toEqual({ state: 'withdrawn' });
    const { gates } = await one.reaches('withdrawn');
    expect(gates.decisions.filter(({ what }) => what === 'withdraw')).toHaveLength(1);
    expect(one.calls).toEqual([]);
  }));
