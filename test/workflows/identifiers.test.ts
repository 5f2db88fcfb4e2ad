// Identifiers are added to a request: the doors, the flow on the engine of the local host, and the real activities.
import { claimOfIdentifier } from '../../src/domain/claim.ts';
import type { Decided } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestState } from '../../src/domain/request.ts';
import { requestId } from '../support/memory-house.ts';
import { until } from '../support/until.ts';
import { address, email, withCase } from './identifiers-case.ts';

const approve = ({ planHash }: RegisteredRequest): Decided => ({
  ...{ what: 'approve', planHash: planHash ?? '' },
});

test('an identifier that is added before the approval finds one more record; the new plan is approved again, and both are erased', () =>
  withCase({ approvals: 1 }, async (one) => {
    const before = await one.reaches('awaiting-approval');
    expect(before.systems).toMatchObject([{ verdict: null }, { verdict: 'absent' }, {}]);
    expect(await one.adds()).toMatchObject({ state: 'resolving' });
    const after = await one.reaches('awaiting-approval', before.planHash);
    expect(after.systems).toMatchObject([{ verdict: null }, { verdict: null }, {}]);
    expect(await one.decides(approve(after))).toMatchObject({ state: 'resolving' });
    await one.reaches('completed');
    expect([...one.done].sort()).toEqual(['cart-7', 'oid-ada']);
    const journal = (await one.house.register.journal(requestId, true))!;
    const added = journal.facts.find((fact) => fact.kind === 'decided');
    expect(added).toMatchObject({ what: 'identifiers', actor: { id: 'ada' }, reason: null });
    expect(JSON.stringify([journal, await one.house.register.get(requestId)])).not.toContain(
      'home.example',
    );
  }));

test('an identifier that finds nothing new leaves the approval and the end of the cooling-off period as they are', () =>
  withCase({ approvals: 1, coolingOffSeconds: 3600 }, async (one) => {
    await one.decides(approve(await one.reaches('awaiting-approval')));
    const before = await one.reaches('cooling-off');
    expect(await one.adds('nobody@home.example')).toMatchObject({ state: 'resolving' });
    const after = await one.reaches('cooling-off');
    expect(after.gates).toMatchObject({ answered: false, coolsUntil: before.gates.coolsUntil });
    expect(after.planHash).toBe(before.planHash);
  }));

const goesOn: Readonly<Partial<Record<RequestState, Decided>>> = {
  'awaiting-identity': { what: 'identity', reason: 'document' },
  'on-hold': { what: 'resume' },
};

test.each([
  ['awaiting-identity', { identityProof: 'required' }],
  ['cooling-off', { coolingOffSeconds: 1 }],
  ['on-hold', { approvals: 1 }],
] as const)('an identifier can be added in the state %s', (state, rule) =>
  withCase(rule, async (one) => {
    if (state === 'on-hold') {
      await one.reaches('awaiting-approval');
      await one.decides({ what: 'hold', reason: 'investigation', until: null });
    }
    await one.reaches(state);
    const after = await one.adds();
    expect(after.state).toBe(state === 'cooling-off' ? 'resolving' : state);
    await one.flows.restart();
    const decided = goesOn[state];
    if (decided) await one.decides(decided);
    if (state === 'on-hold')
      await one.decides(
        approve(
          await until('a new plan', async () => {
            const found = await one.house.register.get(requestId);
            return found?.state === 'awaiting-approval' && !found.gates.answered && found;
          }),
        ),
      );
    await one.reaches('completed');
    expect([...one.done].sort()).toEqual(['cart-7', 'oid-ada']);
  }),
);

test('an open question about records is asked again after an identifier was added', () =>
  withCase(
    {},
    async (one) => {
      const before = await one.reaches('needs-decision');
      expect(await one.adds()).toMatchObject({ state: 'resolving', gates: { questions: [] } });
      const after = await one.reaches('needs-decision', before.planHash);
      expect(after.gates).toMatchObject({
        questions: ['crm'],
        decideUntil: before.gates.decideUntil,
      });
    },
    { isFamily: true },
  ));

test('an identifier that is added during the first search is searched for before anything is erased', () =>
  withCase(
    {},
    async (one) => {
      await one.reaches('resolving');
      await one.adds();
      one.answers();
      await one.reaches('completed');
      expect([...one.done].sort()).toEqual(['cart-7', 'oid-ada']);
      expect(await one.refusal('late@home.example')).toMatchObject({
        ...{ code: 'not-allowed-in-state', state: 'completed', actions: [] },
      });
    },
    { isSlow: true },
  ));

test('identifiers can be added to an access request too', () =>
  withCase(
    { approvals: 1 },
    async (one) => {
      const before = await one.reaches('awaiting-approval');
      await one.adds();
      await one.decides(approve(await one.reaches('awaiting-approval', before.planHash)));
      await one.reaches('completed');
      expect([...one.done].sort()).toEqual(['cart-7', 'oid-ada']);
    },
    { type: 'access' },
  ));

test('a proof of identity says nothing about identifiers that come later', () =>
  withCase({ identityProof: 'required', approvals: 1 }, async (one) => {
    await one.reaches('awaiting-identity');
    await one.decides({ what: 'identity', reason: 'call' });
    const before = await one.reaches('awaiting-approval');
    expect(await one.adds()).toMatchObject({ state: 'awaiting-identity' });
    await one.decides({ what: 'identity', reason: 'call' });
    await one.reaches('awaiting-approval', before.planHash);
  }));

test('the call that wakes the flow is lost: the sweeper wakes it', () =>
  withCase({ approvals: 1 }, async (one) => {
    const before = await one.reaches('awaiting-approval');
    expect(await one.adds(address, false)).toMatchObject({ state: 'resolving' });
    await one.sweeps();
    await one.reaches('awaiting-approval', before.planHash);
  }));

test('known identifiers change nothing; added identifiers are claimed at once, at most ten times', () =>
  withCase({ approvals: 1 }, async (one) => {
    await one.reaches('awaiting-approval');
    await one.adds();
    const hash = one.house.lookupHash(...claimOfIdentifier(email));
    expect(await one.house.register.claimants([hash])).toMatchObject([{ id: requestId }]);
    const { gates } = await one.adds(' ADA@home.example');
    expect(gates.decisions).toHaveLength(1);
    for (let more = 2; more <= 10; more++) await one.adds(`a${String(more)}@home.example`);
    expect(await one.refusal('a11@home.example')).toMatchObject({ code: 'not-allowed-in-state' });
  }));
