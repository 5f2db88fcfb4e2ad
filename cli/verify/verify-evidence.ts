import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { bad, good, type Finding } from './finding.ts';

/** A document of `GET /requests/{id}/evidence`. */
export interface EvidenceDocument {
  readonly id: string;
  readonly facts: readonly Readonly<Record<string, unknown>>[];
  readonly head: string;
}

export function isEvidence(document: unknown): document is EvidenceDocument {
  const { id, facts, head } = (document ?? {}) as Partial<EvidenceDocument>;
  return typeof id === 'string' && Array.isArray(facts) && typeof head === 'string';
}

/**
 * Computes the chain of the facts again, without the service: the hash of a fact is the SHA-256 of its RFC 8785 JSON together with the hash
 * of the fact before it.
 */
export function verifyEvidence({ id, facts, head }: EvidenceDocument): Finding[] {
  let previous = '0'.repeat(64);
  for (const [index, { hash, ...fact }] of facts.entries()) {
    const number = index + 1;
    const computed = createHash('sha256')
      .update(canonicalize(fact) ?? '')
      .digest('hex');
    if (fact['seq'] !== number || fact['previous'] !== previous || hash !== computed)
      return [
        bad(
          `The chain is broken at fact ${number}.`,
          'This fact or an earlier one was changed, added or removed. Download the evidence again.',
        ),
      ];
    previous = computed;
  }
  if (previous !== head)
    return [
      bad('The last facts are missing.', 'The document was cut. Download the evidence again.'),
    ];
  return [good(`${facts.length} facts of request ${id}: the chain is complete.`)];
}
