import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ChainedFact, NewFact } from '../domain/fact.ts';

/** The last fact of a journal: its number and its hash. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The head of a journal without facts. */
export const noFacts: Head = { seq: 0, hash: '0'.repeat(64) };

/** @returns hex SHA-256 of the UTF-8 RFC 8785 JSON */
export function hashOfFact(fact: object): string {
  return createHash('sha256')
    .update(canonicalize(fact) ?? '')
    .digest('hex');
}

/** Appends facts to the head of a journal. */
export function chain(head: Head, facts: readonly NewFact[]): ChainedFact[] {
  const chained: ChainedFact[] = [];
  let { seq, hash: previous } = head;
  for (const fact of facts) {
    const linked = { ...fact, seq: ++seq, previous };
    const hash = hashOfFact(linked);
    chained.push({ ...linked, hash });
    previous = hash;
  }
  return chained;
}

export function headOf(facts: readonly ChainedFact[], before: Head = noFacts): Head {
  const last = facts.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : before;
}

/** `at`: the number of the first fact that does not fit or is missing. */
export type ChainState =
  { readonly chain: 'whole' } | { readonly chain: 'broken'; readonly at: number };

/**
 * Computes a chain again.
 * @param facts in the order in which they are stored
 * @param head the last fact that the journal must have. A journal that is shorter or longer is reported as broken
 */
export function verifyChain(facts: readonly ChainedFact[], head?: Head): ChainState {
  let { seq, hash: previous } = noFacts;
  for (const { hash, ...fact } of facts) {
    seq += 1;
    const fits = fact.seq === seq && fact.previous === previous && hashOfFact(fact) === hash;
    if (!fits || (head && seq > head.seq)) return { chain: 'broken', at: seq };
    previous = hash;
  }
  if (head && (head.seq !== seq || head.hash !== previous))
    return { chain: 'broken', at: head.seq > seq ? seq + 1 : seq };
  return { chain: 'whole' };
}
