import type { RegisteredRequest, RequestId } from '../../src/domain/request.ts';
import type { KeyRing } from '../../src/ports/key-ring.ts';
import type { Register } from '../../src/ports/register.ts';
import type { Acceptance } from '../../src/ports/register-writes.ts';
import { project, projectedPart } from '../../src/journal/apply-fact.ts';
import { verifyChain } from '../../src/journal/chain.ts';
import { bringTo, planned } from './requests.ts';

/** A register without requests, as the shared tests use it. */
export interface OpenedRegister {
  readonly register: Register;
  readonly keys: KeyRing;
  /** The time of the register; tests change it. */
  readonly clock: { at: string };
  /** The same register as another process sees it, which remembers nothing yet. */
  anotherProcess(): { readonly register: Register; readonly keys: KeyRing };
}

export type OpenRegister = () => Promise<OpenedRegister>;

/** Short functions for the shared tests of a register. */
export interface RegisterTester extends OpenedRegister {
  accepted(
    known?: Partial<RegisteredRequest>,
    more?: Partial<Acceptance>,
  ): Promise<RegisteredRequest>;
  /** Claims and begins, without a wait for searches. */
  claim(requestId: RequestId, ...hashes: string[]): ReturnType<Register['claim']>;
}

export async function testerOf(open: OpenRegister): Promise<RegisterTester> {
  const opened = await open();
  const { register } = opened;
  return {
    ...opened,
    accepted: (known = {}, more = {}) => bringTo(register, known, more),
    claim: (requestId, ...hashes) => register.claim(requestId, hashes, planned(), 0),
  };
}

/** Compares every row with its facts, and computes every chain again. */
export async function checkJournals({ register }: OpenedRegister): Promise<void> {
  for (const request of (await register.list({ limit: 200 })).items) {
    const journal = await register.journal(request.id, true);
    if (!journal) throw new Error('A request has no journal.');
    expect(projectedPart(project(journal.facts))).toEqual(projectedPart(request));
    expect(verifyChain(journal.facts, journal.head)).toEqual({ chain: 'whole' });
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
