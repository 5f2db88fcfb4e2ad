import type { ChainedFact } from '../domain/fact.ts';
import type { RequestId } from '../domain/request.ts';
import { verifyChain } from '../journal/chain.ts';
import type { Journal } from '../ports/register.ts';

/** The evidence that an auditor gets: all facts of a request, in a hash chain that a reader can compute again. */
export interface Evidence {
  readonly id: RequestId;
  readonly facts: readonly ChainedFact[];
  /** The hash of the last fact. */
  readonly head: string;
  readonly chain: 'whole' | 'broken';
  /** The number of the first fact that does not fit into the chain. */
  readonly at?: number;
}

/** The record of everything that happened. With it a controller can show compliance (GDPR Art. 5(2)). */
export function evidenceView(id: RequestId, { facts, head }: Journal): Evidence {
  return { id, facts, head: head.hash, ...verifyChain(facts, head) };
}
