import type { RegisteredRequest, RequestId } from '../../src/domain/request.ts';
import type { KeyRing } from '../../src/ports/key-ring.ts';
import type { Acceptance, Register } from '../../src/ports/register.ts';
import { acceptance, planned, registeredRequest } from './requests.ts';

/** A register without requests, as the shared tests use it. */
export interface OpenedRegister {
  readonly register: Register;
  readonly keys: KeyRing;
  /** What time it is for the register; tests move it. */
  readonly clock: { at: string };
  /** The same register as another process sees it, which remembers nothing yet. */
  anotherProcess(): { readonly register: Register; readonly keys: KeyRing };
}

export type OpenRegister = () => Promise<OpenedRegister>;

/** What the shared tests do with a register, in short words. */
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
    async accepted(known = {}, more = {}) {
      const request = registeredRequest(known);
      const answer = await register.accept(acceptance({ request, ...more }));
      expect(answer).toEqual({ kind: 'accepted' });
      return request;
    },
    claim: (requestId, ...hashes) => register.claim(requestId, hashes, planned(), 0),
  };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
