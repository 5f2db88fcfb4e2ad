import { finalState } from '../../src/domain/final-state.ts';
import { isSearchedAgain } from '../../src/domain/last-search.ts';
import { shadowsAfter } from '../../src/domain/shadow.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { hit } from '../support/memory-house.ts';
import { systemLine } from '../support/requests.ts';
import { settlement } from '../support/settlements.ts';

const shadow = settlement('unsearched', { unsearched: 'shadow' });
const crm = systemIdOf('crm');

test('a system in shadow mode makes a request neither better nor worse', () => {
  const state = (...others: Parameters<typeof finalState>[0]) => finalState([shadow, ...others]);
  expect(state(settlement('erased'))).toEqual({ state: 'completed', reason: null });
  expect(state(settlement('absent'))).toEqual({ state: 'completed', reason: 'no-match' });
  expect(state(settlement('failed'))).toEqual({ state: 'failed', reason: 'no-system-done' });
  expect(state()).toEqual({ state: 'failed', reason: 'no-system-done' });
});

test('it is not searched again before the report', () => {
  const line = systemLine('crm', { verdict: 'unsearched', unsearched: 'shadow' });
  const other = systemLine('crm', { verdict: 'unsearched', unsearched: 'refused' });
  expect([isSearchedAgain(line), isSearchedAgain(other)]).toEqual([false, true]);
});

test('what it met in earlier rounds counts with what it meets later, and a failure is forgotten after an answer', () => {
  const email = { kind: 'email', value: 'ada@example.org' } as const;
  const given = { identifier: email, trust: 'given', source: 'request' } as const;
  const known = { identifiers: [given], findings: {} };
  const answer = {
    hits: [hit('51', { join: 'address', by: email })],
    searched: [{ by: 'email', in: 'live' } as const],
    notSearched: [],
  };
  const down = shadowsAfter(known, [], [{ system: crm, code: 'unavailable' }]);
  expect(down[crm]).toMatchObject({ code: 'unavailable', asked: [] });
  const first = shadowsAfter(
    { ...known, shadows: down },
    [{ system: crm, identifiers: [given], answer }],
    [],
  );
  expect(first[crm]).toMatchObject({ code: null, finding: { state: 'matched' } });
  const nothing = { hits: [], searched: [], notSearched: [] };
  const second = shadowsAfter(
    { ...known, shadows: first },
    [{ system: crm, identifiers: [], answer: nothing }],
    [],
  );
  expect(second[crm]).toEqual(first[crm]);
});
