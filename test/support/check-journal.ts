import type { Evidence } from '../../src/evidence/evidence-view.ts';
import { project } from '../../src/journal/apply-fact.ts';
import { verifyChain } from '../../src/journal/chain.ts';

/**
 * Compares a request, as the API shows it, with its facts, and computes their chain again.
 * @returns false when the request changed between the two answers
 */
export function checkJournal(
  request: { readonly id: string; readonly updatedAt: string },
  evidence: Evidence,
): boolean {
  expect(evidence).toMatchObject({ id: request.id, chain: 'whole' });
  expect(verifyChain(evidence.facts)).toEqual({ chain: 'whole' });
  const row = project(evidence.facts);
  if (row.updatedAt !== request.updatedAt) return false;
  const { id, type, regulation, state, reason, receivedAt, dueAt, finishedAt, planHash } = row;
  const { delivery } = row;
  expect(request).toMatchObject({
    ...{ id, type, regulation, state, reason, receivedAt, dueAt, finishedAt, planHash, delivery },
    systems: row.systems.map(({ title: _title, ...line }) => line),
  });
  return true;
}
