import type { ChainedFact } from '../../src/domain/fact.ts';
import { standingHold } from '../../src/domain/gate.ts';
import { nextReminder } from '../../src/domain/next-reminder.ts';
import { isTerminal, type RequestId } from '../../src/domain/request.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Register } from '../../src/ports/register.ts';
import type { AcceptanceResult, StoredIntent } from '../../src/ports/register-writes.ts';
import type { Envelope } from '../../src/ports/envelopes.ts';
import type { Place } from './memory-order.ts';

/** The data of one request in the register in memory. */
export interface Stored extends Place {
  readonly facts: ChainedFact[];
  readonly likenessHash: string;
  readonly intents: Map<string, StoredIntent & { state: string | null }>;
  hasPackage: boolean;
  watchList: Envelope | null;
}

/** The answer to a request that came with an idempotency key. */
export interface SpentKey {
  readonly bodyHash: string;
  readonly answer: Extract<AcceptanceResult, { kind: 'repeated' }>;
}

const sevenDays = 7 * 24 * 3600 * 1000;

export const isOpen = ({ request }: Stored): boolean => !isTerminal(request.state);

/** The lists that upkeep reads: requests to delete, deliver, close, remind of or read back. */
export function memoryUpkeep(
  stored: ReadonlyMap<RequestId, Stored>,
  spent: Map<string, SpentKey>,
  now: Clock,
): Pick<
  Register,
  | 'packagesBefore'
  | 'packageDeleted'
  | 'open'
  | 'unstarted'
  | 'unheard'
  | 'undelivered'
  | 'deadLettered'
  | 'forgetDeadLetter'
  | 'closable'
  | 'braked'
  | 'remindersDue'
  | 'watchesDue'
  | 'forgetIdempotencyKeys'
> {
  const forgotten = new Set<RequestId>();
  return {
    async *packagesBefore(finishedBefore) {
      for (const { request, hasPackage } of stored.values())
        if (hasPackage && request.finishedAt !== null && request.finishedAt < finishedBefore)
          yield request.id;
    },
    packageDeleted: async (requestId) => {
      const one = stored.get(requestId);
      if (one) one.hasPackage = false;
    },
    async *open() {
      for (const one of stored.values()) if (isOpen(one)) yield one.request;
    },
    async *unstarted(since) {
      for (const one of stored.values()) {
        const { state, receivedAt } = one.request;
        if (state === 'received' && receivedAt >= since) yield one.request;
      }
    },
    async *unheard() {
      for (const one of stored.values())
        if (isOpen(one) && one.request.gates.unheard) yield one.request;
    },
    async *undelivered() {
      for (const one of stored.values())
        if (!isOpen(one) && one.request.delivery.state === 'pending') yield one.request;
    },
    async *deadLettered() {
      for (const { request } of stored.values())
        if (request.delivery.state === 'dead-lettered' && !forgotten.has(request.id)) yield request;
    },
    forgetDeadLetter: async (requestId) => void forgotten.add(requestId),
    async *closable(at) {
      for (const { request } of stored.values())
        if (request.closeAt !== null && request.closeAt <= at) yield request;
    },
    async *braked() {
      for (const one of stored.values()) {
        const hold = standingHold(one.request.gates.decisions, now());
        if (isOpen(one) && hold?.reason === 'brake') yield one.request;
      }
    },
    async *remindersDue(at, since) {
      for (const { request } of stored.values()) {
        const next = nextReminder(request);
        if (next && next.at >= since && next.at <= at) yield request;
      }
    },
    async *watchesDue(at) {
      for (const { request } of stored.values())
        if (request.watchAt !== null && request.watchAt < at) yield request;
    },
    forgetIdempotencyKeys: async (at) => {
      for (const [keyHash, { answer }] of spent) {
        const finishedAt = stored.get(answer.requestId)?.request.finishedAt ?? null;
        if (finishedAt !== null && Date.parse(finishedAt) + sevenDays < Date.parse(at))
          spent.delete(keyHash);
      }
    },
  };
}
