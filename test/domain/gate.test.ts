import { theService } from '../../src/domain/fact.ts';
import { afterDecision, gateOf, type Gate } from '../../src/domain/gate.ts';
import {
  gateRuleOf,
  gatesBy,
  noGates,
  type Decided,
  type Decision,
  type GateRule,
} from '../../src/domain/gates.ts';
import { actionsIn } from '../../src/domain/request-action.ts';
import { requestStates, type RequestState } from '../../src/domain/request.ts';
import { registeredRequest } from '../support/requests.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const hours = (count: number) => new Date(now.getTime() + count * 3600_000).toISOString();
const rule = (change: Partial<GateRule>): GateRule => ({ ...noGates, ...change });
const decided = (given: Decided, by = 'ada'): Decision => ({ ...given, at: hours(0), by });
const approve = (by: string, planHash = 'plan') => decided({ what: 'approve', planHash }, by);
const hold = (until: string | null = null) =>
  decided({ what: 'hold', reason: 'investigation', until });
const resume = decided({ what: 'resume' });
const withdraw = decided({ what: 'withdraw' });
const refuse = decided({ what: 'refuse', reason: 'suspected-fraud' });
const identity = decided({ what: 'identity', reason: 'document' });
const open: Gate = { kind: 'open' };
const closed = (state: Extract<Gate, { kind: 'closed' }>['state'], until: string | null = null) =>
  ({ kind: 'closed', state, until }) as const;

describe('the gate at which a request stands', () => {
  test.each<[string, Partial<GateRule>, readonly Decision[], Gate]>([
    ['no rule', {}, [], open],
    [
      'identity is not proved',
      { identityProof: 'required', approvals: 1 },
      [],
      closed('awaiting-identity'),
    ],
    ['identity is proved', { identityProof: 'required' }, [identity], open],
    ['nobody approved', { approvals: 1 }, [], closed('awaiting-approval')],
    ['one of two approved', { approvals: 2 }, [approve('ada')], closed('awaiting-approval')],
    [
      'one approved twice',
      { approvals: 2 },
      [approve('ada'), approve('ada')],
      closed('awaiting-approval'),
    ],
    ['two approved', { approvals: 2 }, [approve('ada'), approve('bob')], open],
    [
      'another plan was approved',
      { approvals: 1 },
      [approve('ada', 'old')],
      closed('awaiting-approval'),
    ],
    [
      'approved, and in the cooling-off period',
      { approvals: 1, coolingOffSeconds: 3600 },
      [approve('ada')],
      closed('cooling-off', hours(1)),
    ],
    ['is held', {}, [hold()], closed('on-hold')],
    [
      'is held before it is approved',
      { approvals: 1 },
      [hold(hours(2))],
      closed('on-hold', hours(2)),
    ],
    ['the hold has ended by itself', {}, [hold(hours(-1))], open],
    ['was held and resumed', { approvals: 1 }, [hold(), resume], closed('awaiting-approval')],
    [
      'was withdrawn while on hold',
      {},
      [hold(), withdraw],
      { kind: 'ended', state: 'withdrawn', reason: null },
    ],
    [
      'was refused',
      { approvals: 1 },
      [refuse],
      { kind: 'ended', state: 'refused', reason: 'suspected-fraud' },
    ],
    [
      'was withdrawn, then refused',
      {},
      [withdraw, refuse],
      { kind: 'ended', state: 'withdrawn', reason: null },
    ],
  ])('%s', (_, change, decisions, gate) => {
    expect(gateOf({ ...gatesBy(rule(change)), decisions }, 'plan', now)).toEqual(gate);
  });

  test('before the plan only identity and hold count', () => {
    const gates = gatesBy(rule({ approvals: 2, coolingOffSeconds: 60 }));
    expect(gateOf(gates, null, now)).toEqual(open);
    expect(gateOf({ ...gates, decisions: [hold()] }, null, now)).toEqual(closed('on-hold'));
  });

  test('the end of a cooling-off period is fixed at its beginning, also when there is a hold', () => {
    const gates = gatesBy(rule({ approvals: 1, coolingOffSeconds: 7200 }));
    const before = { state: 'awaiting-approval' as const, planHash: 'plan', gates };
    const cooling = afterDecision(before, approve('ada'), theService, now);
    expect(cooling.gates).toMatchObject({ coolsUntil: hours(2) });
    expect(cooling.facts).toMatchObject([
      { kind: 'decided', what: 'approve', planHash: 'plan' },
      { kind: 'moved', state: 'cooling-off' },
      { kind: 'waiting', for: 'cooling-off', until: hours(2) },
    ]);
    const held = afterDecision({ ...before, ...cooling }, hold(), theService, new Date(hours(1)));
    const later = new Date(hours(1.5));
    const resumed = afterDecision({ ...before, ...held }, resume, theService, later);
    expect(resumed.facts).toContainEqual(
      expect.objectContaining({ kind: 'waiting', for: 'cooling-off', until: hours(2) }),
    );
    expect(gateOf(resumed.gates, 'plan', new Date(hours(2)))).toEqual(open);
  });
});

test('the first rule that fits a request counts', () => {
  const rules = [
    rule({ type: 'erasure', regulation: 'ccpa', approvals: 2 }),
    rule({ type: 'erasure', door: 'queue', approvals: 1 }),
    rule({ identityProof: 'required' }),
  ];
  const of = (type: 'erasure' | 'access', regulation: 'gdpr' | 'ccpa', door: 'http' | 'queue') =>
    gateRuleOf(rules, { type, regulation, door });
  expect(of('erasure', 'ccpa', 'queue')).toBe(rules[0]);
  expect(of('erasure', 'gdpr', 'queue')).toBe(rules[1]);
  expect(of('access', 'ccpa', 'http')).toBe(rules[2]);
  expect(gateRuleOf([], { type: 'access', regulation: 'gdpr', door: 'http' })).toEqual(noGates);
});

describe('the actions that a state allows', () => {
  const gates = gatesBy(noGates);
  const all: Readonly<Record<RequestState, string>> = {
    received: 'identity refuse withdraw hold extend identifiers assign',
    'awaiting-identity': 'identity refuse withdraw hold extend identifiers assign',
    resolving: 'refuse withdraw hold extend identifiers assign',
    planned: 'extend assign',
    'awaiting-approval': 'approve refuse withdraw hold extend identifiers assign',
    'cooling-off': 'refuse withdraw hold extend identifiers assign',
    'on-hold': 'refuse withdraw resume extend identifiers assign',
    'needs-decision': 'refuse withdraw hold extend identifiers assign',
    running: 'extend assign',
    verifying: 'extend assign',
    reporting: 'extend assign',
    completed: '',
    'completed-with-exceptions': '',
    refused: '',
    withdrawn: '',
    failed: '',
  };
  test.each(requestStates)('%s', (state) => {
    expect(actionsIn({ ...registeredRequest(), state, gates }).join(' ')).toBe(all[state]);
  });

  test('an extension is allowed only once', () => {
    const extended = decided({ what: 'extend', reason: 'complexity' });
    expect(
      actionsIn({
        ...registeredRequest(),
        state: 'running',
        gates: { ...gates, decisions: [extended] },
      }),
    ).toEqual(['assign']);
  });

  test('nothing is allowed after the request was withdrawn', () => {
    expect(
      actionsIn({
        ...registeredRequest(),
        state: 'cooling-off',
        gates: { ...gates, decisions: [withdraw] },
      }),
    ).toEqual(['assign']);
  });
});
