import fc from 'fast-check';
import { theService, type NewFact } from '../../src/domain/fact.ts';
import { stepKinds, type StepKind } from '../../src/domain/progress.ts';
import { actionsIn } from '../../src/domain/request-action.ts';
import type { RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { applyFact } from '../../src/journal/apply-fact.ts';
import {
  factOfAcceptance,
  factOfVerdict,
  factsOfEnd,
  factsOfPlan,
} from '../../src/journal/facts-of.ts';
import { ending, registeredRequest, systemLine } from '../support/requests.ts';

// The states `planned`, `running` and `verifying` follow from what is tried in the systems.

const at = '2026-03-02T10:00:00.000Z';
const names = ['b2c-de', 'hubspot'] as const;
type Name = (typeof names)[number];

const by = (system: Name) => ({ at, actor: theService, system: systemIdOf(system) });
const tried = (system: Name, step: StepKind): NewFact => ({
  ...by(system),
  ...{ kind: 'tried', step, attempt: 1, outcome: 'done', code: null, nextAt: null },
});
const began = (system: Name): NewFact => ({
  ...by(system),
  ...{ kind: 'began', effect: 'erase', record: 'hash-of-a-record' },
});
const settled = (system: Name, verdict: 'erased' | 'failed' | null): NewFact =>
  factOfVerdict(systemLine(system, { verdict }));

function plannedRow(known: Partial<RegisteredRequest> = {}): RegisteredRequest {
  const request = registeredRequest(known);
  const row = applyFact(null, factOfAcceptance(request, { actor: { kind: 'key' }, door: 'http' }));
  const systems = names.map((name) => systemLine(name));
  const plan = { planHash: 'the-hash-of-the-plan', systems };
  return factsOfPlan(row, { ...plan, state: 'planned' }, at).reduce<RegisteredRequest>(
    applyFact,
    row,
  );
}

function statesAfter(row: RegisteredRequest, facts: readonly NewFact[]): string[] {
  let now = row;
  return facts.map((fact) => (now = applyFact(now, fact)).state);
}

test('an erasure is planned, runs from its first try, and verifies when no system is left to erase from', () => {
  const row = plannedRow();
  expect(row.state).toBe('planned');
  const story: (readonly [NewFact, string])[] = [
    [tried('hubspot', 'find'), 'planned'],
    [tried('b2c-de', 'freeze'), 'running'],
    [began('hubspot'), 'running'],
    [tried('hubspot', 'verify'), 'running'],
    [tried('b2c-de', 'erase'), 'running'],
    [tried('b2c-de', 'verify'), 'verifying'],
    [settled('hubspot', 'erased'), 'verifying'],
    [tried('b2c-de', 'erase'), 'running'],
    [tried('b2c-de', 'verify'), 'verifying'],
    [settled('b2c-de', 'failed'), 'verifying'],
    // The last search finds a record that came back: the system is visited once more.
    [settled('hubspot', null), 'running'],
  ];
  expect(
    statesAfter(
      row,
      story.map(([fact]) => fact),
    ),
  ).toEqual(story.map(([, state]) => state));
});

test('a request that only reads runs until its report', () => {
  const row = plannedRow({ type: 'access' });
  const facts = [tried('hubspot', 'export'), settled('hubspot', null), settled('b2c-de', null)];
  expect(statesAfter(row, facts)).toEqual(['running', 'running', 'running']);
});

test('a plan that is written again after a crash does not move a request that runs', () => {
  const row = applyFact(plannedRow(), tried('hubspot', 'erase'));
  const plan = { planHash: 'the-hash-of-the-plan', systems: row.systems };
  expect(factsOfPlan(row, { ...plan, state: 'planned' }, at)).toEqual([]);
});

test('a plan that leads to a gate leaves the request at the gate', () => {
  const row = applyFact(
    null,
    factOfAcceptance(registeredRequest(), { actor: { kind: 'key' }, door: 'http' }),
  );
  const plan = { planHash: 'the-hash-of-the-plan', systems: row.systems };
  const facts = factsOfPlan(row, { ...plan, state: 'awaiting-approval' }, at);
  expect(facts.map(({ kind }) => kind)).toEqual(['planned', 'moved']);
  expect(facts.reduce<RegisteredRequest>(applyFact, row).state).toBe('awaiting-approval');
});

test('after the first call of a visit nobody can withdraw, refuse, hold or approve, whatever is tried', () => {
  const system = fc.constantFrom(...names);
  const fact = fc.oneof(
    fc.tuple(system, fc.constantFrom(...stepKinds)).map(([name, step]) => tried(name, step)),
    system.map(began),
    fc
      .tuple(system, fc.constantFrom('erased', 'failed', null))
      .map(([name, one]) => settled(name, one)),
  );
  fc.assert(
    fc.property(fc.constantFrom('erasure', 'access'), fc.array(fact), (type, facts) => {
      let row = applyFact(plannedRow({ type }), began('hubspot'));
      for (const one of facts) {
        row = applyFact(row, one);
        expect(actionsIn(row)).toEqual(['extend', 'assign']);
      }
      const ended = factsOfEnd(row, ending({ systems: row.systems })).reduce<RegisteredRequest>(
        applyFact,
        row,
      );
      expect(applyFact(ended, tried('hubspot', 'erase')).state).toBe('completed');
    }),
  );
});
