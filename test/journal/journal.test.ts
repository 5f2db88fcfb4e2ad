import fc from 'fast-check';
import {
  theService,
  type ChainedFact,
  type FactKind,
  type NewFact,
} from '../../src/domain/fact.ts';
import { isTerminal, requestStates, type RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { appendFacts } from '../../src/journal/append-facts.ts';
import { project, projectedPart } from '../../src/journal/apply-fact.ts';
import { chain, headOf, noFacts, verifyChain } from '../../src/journal/chain.ts';
import { checkFact, FactRefused } from '../../src/journal/fact-schema.ts';
import {
  factOfAcceptance,
  factOfVerdict,
  factsOfEnd,
  factsOfPlan,
} from '../../src/journal/facts-of.ts';
import { ending, registeredRequest, systemLine } from '../support/requests.ts';

const by = { actor: { kind: 'key' }, door: 'http' } as const;
const start = Date.parse('2026-03-02T10:00:00.000Z');
const systems = ['b2c-de', 'hubspot'] as const;

/** The changes of a register; each returns the facts of one change. */
type Change = (row: RegisteredRequest, at: string) => NewFact[];

const system = fc.constantFrom(...systems).map(systemIdOf);
const moves = fc
  .constantFrom(...requestStates.filter((state) => !isTerminal(state)))
  .map((state): Change => (_row, at) => [{ at, kind: 'moved', actor: theService, state }]);
const plans = fc
  .constantFrom('the-hash-of-the-plan', 'the-hash-of-another')
  .map((planHash): Change => (row, at) => {
    const lines = row.systems.map(({ id }) => systemLine(id, { updatedAt: at }));
    return factsOfPlan(row, { state: 'running', planHash, systems: lines }, at);
  });
const tries = fc
  .record({
    system,
    step: fc.constantFrom('find', 'erase', 'verify'),
    attempt: fc.integer({ min: 1, max: 3 }),
    outcome: fc.constantFrom('done', 'later', 'pending', 'failed'),
  } as const)
  .map((tried): Change => (_row, at) => [
    { at, kind: 'tried', actor: theService, ...tried, code: null, nextAt: null },
  ]);
const verdicts = fc
  .record({
    id: fc.constantFrom(...systems),
    verdict: fc.constantFrom('erased', 'absent'),
  } as const)
  .map(({ id, verdict }): Change => (_row, updatedAt) => [
    factOfVerdict(systemLine(id, { verdict, updatedAt })),
  ]);
const ends = fc.constant<Change>((row, finishedAt) =>
  isTerminal(row.state) ? [] : factsOfEnd(row, ending({ systems: row.systems, finishedAt })),
);
const deliveries = fc.integer({ min: 1, max: 3 }).map((attempts): Change => (row, at) => {
  const delivered: NewFact = {
    at,
    kind: 'delivered',
    actor: theService,
    state: 'pending',
    attempts,
  };
  return isTerminal(row.state) ? [delivered] : [];
});
const looks = fc.constant<Change>((_row, at) => [
  { at, kind: 'viewed', actor: { kind: 'person', role: 'Auditor' }, what: 'evidence' },
]);
const histories = fc.array(
  fc.oneof(
    { arbitrary: moves, weight: 3 },
    { arbitrary: tries, weight: 3 },
    { arbitrary: verdicts, weight: 3 },
    plans,
    ends,
    deliveries,
    looks,
  ),
  { maxLength: 40 },
);

/** Carries out changes, each twice, as a step does that is repeated after a crash. */
function lived(history: readonly Change[]): { row: RegisteredRequest; facts: ChainedFact[] } {
  let row = registeredRequest();
  const facts = chain(noFacts, [factOfAcceptance(row, by)]);
  for (const [index, change] of history.entries()) {
    const more = change(row, new Date(start + index * 1000).toISOString());
    for (const grown of [appendFacts(row, more), appendFacts(appendFacts(row, more).row, more)]) {
      row = grown.row;
      facts.push(...chain(headOf(facts), grown.facts));
      if (more.some(({ kind }) => kind === 'viewed' || kind === 'reported')) break;
    }
  }
  return { row, facts };
}

test('a row is the projection of its facts, and a repeated change adds none', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { row, facts } = lived(history);
      expect(projectedPart(project(facts))).toEqual(projectedPart(row));
      expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1));
      expect(verifyChain(facts, headOf(facts))).toEqual({ chain: 'whole' });
    }),
  );
});

test('a fact that was changed, removed or exchanged breaks the chain at its place', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (history, place) => {
      const { facts } = lived(history);
      const at = place % facts.length;
      const head = headOf(facts);
      const changed = facts.map((fact, index) =>
        index === at ? { ...fact, at: '2001-01-01T00:00:00.000Z' } : fact,
      );
      expect(verifyChain(changed, head)).toEqual({ chain: 'broken', at: at + 1 });
      expect(verifyChain(facts.toSpliced(at, 1), head)).toEqual({ chain: 'broken', at: at + 1 });
      if (at === 0) return;
      const exchanged = facts.with(at, facts[at - 1]!).with(at - 1, facts[at]!);
      expect(verifyChain(exchanged, head)).toEqual({ chain: 'broken', at });
    }),
  );
});

test('a reader computes the hash of a fact from its RFC 8785 JSON', () => {
  const [fact] = chain(noFacts, [
    { at: '2026-03-02T10:00:00.000Z', kind: 'moved', actor: { kind: 'service' }, state: 'running' },
  ]);
  // printf '%s' '{"actor":{"kind":"service"},"at":"2026-03-02T10:00:00.000Z","kind":"moved","previous":"0…0","seq":1,"state":"running"}' | sha256sum
  expect(fact?.hash).toBe('e7e0f004fe2f6852da2982bc826a454cad5266229d9f0c7ab8864d22eae94949');
});

describe('a fact that does not fit is refused before it is written', () => {
  const at = '2026-03-02T10:00:00.000Z';
  const base = { at, actor: theService };
  const tried = {
    ...base,
    kind: 'tried',
    system: 'hubspot',
    step: 'erase',
    attempt: 1,
    outcome: 'later',
    code: 'unavailable',
    nextAt: at,
  };
  test.each([
    ['an unknown kind', { ...base, kind: 'guessed' as FactKind }],
    ['an unknown member', { ...tried, note: 'x' }],
    ['a missing member', { ...tried, attempt: undefined }],
    ['an address instead of an id', { ...tried, actor: { kind: 'person', id: 'ada@example.org' } }],
    ['a name instead of a code', { ...tried, code: 'Ada Lovelace' }],
    [
      'an object ID instead of a system',
      { ...tried, system: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11' },
    ],
    ['no date', { ...tried, at: 'yesterday' }],
    ['a part of a number', { ...tried, attempt: 1.5 }],
    [
      'free text in counts',
      { ...factOfVerdict(systemLine('hubspot')), counts: { found: { 'ada@example.org': 1 } } },
    ],
  ])('%s', (_name, fact) => {
    expect(() => checkFact(fact as NewFact)).toThrow(FactRefused);
    try {
      checkFact(fact as NewFact);
    } catch (error) {
      expect(String(error)).not.toMatch(/ada|Ada|2f1c/);
    }
  });

  test('a fact that fits is written', () => {
    expect(() => {
      checkFact(tried as NewFact);
    }).not.toThrow();
  });
});
