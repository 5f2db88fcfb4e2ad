import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { recordVerdict } from '../../src/activities/visit/record-verdict.ts';
import { isWatched } from '../../src/domain/residual-watch.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Residual } from '../../src/domain/verdict.ts';
import { checkFact } from '../../src/journal/fact-schema.ts';
import { createMemoryHouse, hit, order, requestId, system } from '../support/memory-house.ts';

const visit = { ...order, dossier: 1, system: systemIdOf('crm'), attempts: 1 };
const kept: readonly Residual[] = [
  { what: 'purge', verdict: 'unverifiable', until: '2026-04-01T00:00:00.000Z' },
  { what: 'blocked-address', verdict: 'retained', until: null },
];

test('data that a vendor keeps is named in the row and in its fact, and the request does not wait for it', async () => {
  const house = await createMemoryHouse([system('crm', { find: async () => [hit('a')] })]);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  const row = await recordVerdict(house, {
    ...visit,
    verdict: 'erased',
    code: null,
    until: null,
    left: { contacts: 0 },
    residuals: kept,
  });
  expect(row.residuals).toEqual(kept);
  expect(isWatched({ ...row, lookedAgain: true })).toBe(false);
  const journal = await house.register.journal(requestId, false);
  const settled = journal?.facts.filter(({ kind }) => kind === 'settled') ?? [];
  expect(JSON.stringify(settled)).toContain('blocked-address');
  for (const { seq: _seq, previous: _previous, hash: _hash, ...fact } of settled)
    expect(() => checkFact(fact)).not.toThrow();
});
