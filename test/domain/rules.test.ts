import { systemIdOf } from '../../src/domain/system.ts';
import { finalState } from '../../src/domain/final-state.ts';
import { identifierKey, mergeIdentifiers } from '../../src/domain/identifier.ts';
import { afterGoodAnswer, afterSetback, freshPatience } from '../../src/domain/patience.ts';
import type { Settlement, UnsearchedReason, Unsettled, Verdict } from '../../src/domain/verdict.ts';
import { settlement } from '../support/settlements.ts';

describe('the state a request ends in', () => {
  it.each<[Verdict[], string, string | null]>([
    [['erased', 'erased', 'absent'], 'completed', null],
    [['exported', 'absent'], 'completed', null],
    [['expires', 'erased'], 'completed', null],
    [['absent', 'absent'], 'completed', 'no-match'],
    [['erased', 'failed'], 'completed-with-exceptions', null],
    [['absent', 'ambiguous'], 'completed-with-exceptions', null],
    [['erased', 'retained'], 'completed-with-exceptions', null],
    [['erased', 'waived'], 'completed-with-exceptions', null],
    [['erased', 'unverifiable'], 'completed-with-exceptions', null],
    [['erased', 'present'], 'completed-with-exceptions', null],
    [['erased', 'pending'], 'completed-with-exceptions', null],
    [['erased', 'unconfirmed'], 'completed-with-exceptions', null],
    [['failed', 'present'], 'failed', 'no-system-done'],
    [['ambiguous'], 'failed', 'no-system-done'],
  ])('%j → %s (%s)', (verdicts, state, reason) => {
    expect(finalState(verdicts.map((verdict) => settlement(verdict)))).toEqual({ state, reason });
  });
});

describe('a verdict that depends on its reason', () => {
  const erased = settlement('erased');
  const unsearched = (reason: UnsearchedReason) => settlement('unsearched', { unsearched: reason });
  const retained = (until: string | null) => settlement('retained', { until });

  it.each<[string, Settlement | Unsettled, string, string | null]>([
    [
      'could not be searched because an identifier is missing',
      unsearched('no-identifier'),
      'completed',
      'not-everywhere',
    ],
    ['is only being tried out', unsearched('shadow'), 'completed', null],
    ['refused the question', unsearched('refused'), 'completed-with-exceptions', null],
    ['may miss an identifier', unsearched('incomplete'), 'completed-with-exceptions', null],
    ['is wrongly configured', unsearched('control-missing'), 'completed-with-exceptions', null],
    [
      'is kept by a law until a date',
      retained('2030-12-31T23:00:00.000Z'),
      'completed',
      'retained',
    ],
    ['is kept without an end', retained(null), 'completed-with-exceptions', null],
    ['has no verdict', settlement(null), 'completed-with-exceptions', null],
  ])('one system is erased, the other %s', (_, other, state, reason) => {
    expect(finalState([erased, other])).toEqual({ state, reason });
  });
});

describe('leads', () => {
  const erased = { ...settlement('erased'), leads: 1 };
  const unconfirmed = { ...settlement('unconfirmed'), leads: 2 };
  const noIdentifier = settlement('unsearched', { unsearched: 'no-identifier' });
  const exceptions = { state: 'completed-with-exceptions', reason: null };

  it('about which nobody has decided are an exception', () => {
    expect(finalState([erased, settlement('absent')])).toEqual(exceptions);
    expect(finalState([settlement('absent'), unconfirmed])).toEqual(exceptions);
  });

  it('are only reported when the policy says so, after systems that were not searched', () => {
    const left = { state: 'completed', reason: 'leads-left' };
    expect(finalState([erased, unconfirmed], 'report')).toEqual(left);
    expect(finalState([unconfirmed], 'report')).toEqual(left);
    expect(finalState([erased, noIdentifier], 'report').reason).toBe('not-everywhere');
    expect(finalState([erased, settlement('failed')], 'report')).toEqual(exceptions);
  });
});

describe('identifiers', () => {
  it('have equal keys when systems treat them as equal', () => {
    expect(identifierKey({ kind: 'email', value: ' Ada@Example.org ' })).toBe(
      identifierKey({ kind: 'email', value: 'ada@example.org' }),
    );
    expect(identifierKey({ kind: 'phone', value: '+49 30 123456' })).toBe(
      identifierKey({ kind: 'phone', value: '+4930123456' }),
    );
  });

  it('keep an object ID and a user name in the tenant they belong to', () => {
    expect(identifierKey({ kind: 'account', system: systemIdOf('de'), objectId: 'x' })).not.toBe(
      identifierKey({ kind: 'account', system: systemIdOf('fr'), objectId: 'x' }),
    );
    expect(identifierKey({ kind: 'userName', system: systemIdOf('de'), value: 'ada' })).not.toBe(
      identifierKey({ kind: 'userName', system: systemIdOf('fr'), value: 'ada' }),
    );
  });

  it('keep the higher trust when known twice', () => {
    const identifier = { kind: 'email', value: 'ada@example.org' } as const;
    const merged = mergeIdentifiers(
      [{ identifier, trust: 'claimed', source: systemIdOf('crm') }],
      [{ identifier, trust: 'vouched', source: systemIdOf('de') }],
    );
    expect(merged).toEqual([{ identifier, trust: 'vouched', source: 'de' }]);
  });
});

describe('patience with one system', () => {
  it('doubles its waits and ends when the time is spent', () => {
    const waits: (number | null)[] = [];
    let patience = freshPatience;
    do {
      const setback = afterSetback(patience, 'unavailable', 0, null, 30);
      patience = setback.patience;
      waits.push(setback.wait);
    } while (waits.at(-1) !== null);
    expect(waits).toEqual([1, 2, 4, 8, 10, null]);
    expect(patience.retries).toBe(5);
  });

  const odd = 'unexpected-answer';
  it.each([
    ['three in a row', [odd, odd, odd], [1, 2, null]],
    ['a refusal between them', [odd, odd, 'unavailable', odd, odd, odd], [1, 2, 4, 8, 16, null]],
    ['a good answer between them', [odd, odd, 'good', odd, odd, odd], [1, 2, 4, 8, null]],
  ] as const)('gives up after three consecutive unexpected answers: %s', (_, answers, waits) => {
    let patience = freshPatience;
    const waited: (number | null)[] = [];
    for (const answer of answers) {
      if (answer === 'good') {
        patience = afterGoodAnswer(patience);
        continue;
      }
      const setback = afterSetback(patience, answer, 0, null, 86_400);
      patience = setback.patience;
      waited.push(setback.wait);
    }
    expect(waited).toEqual(waits);
  });

  it('gives up a system that always tells us to wait', () => {
    let patience = freshPatience;
    let tries = 0;
    for (let wait: number | null = 0; wait !== null; tries++)
      ({ patience, wait } = afterSetback(patience, 'throttled', 0.1, 600, 30));
    expect(tries).toBe(30);
  });

  it('does not count the time that the system told us to wait', () => {
    const { patience, wait } = afterSetback(freshPatience, 'throttled', 2, 3600, 30);
    expect(wait).toBe(3600);
    expect(patience.spentSeconds).toBe(2);
  });
});
