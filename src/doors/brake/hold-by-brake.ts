import { theService, type NewFact } from '../../domain/fact.ts';
import { afterDecision } from '../../domain/gate.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import { cloudEvent } from '../../delivery/cloud-event.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Log } from '../../ports/log.ts';
import type { StatusQueue } from '../../ports/status-queue.ts';
import type { Brake } from './brake.ts';

/** A new request that begins on hold, and the facts that say so. */
export interface Held {
  readonly request: RegisteredRequest;
  readonly facts: readonly NewFact[];
}

/** @returns null when the request may continue */
export async function heldByBrake(brake: Brake, request: RegisteredRequest): Promise<Held | null> {
  if (request.type !== 'erasure' || (await brake.letsThrough())) return null;
  const at = request.receivedAt;
  const hold = { what: 'hold', reason: 'brake', until: null, at, by: 'brake' } as const;
  const { gates, facts } = afterDecision(request, hold, theService, new Date(at));
  // The flow has not begun, so it misses nothing.
  return { request: { ...request, gates: { ...gates, unheard: false } }, facts };
}

interface Sender {
  readonly statusQueue: StatusQueue;
  readonly policy: Pick<Policy, 'brake'>;
  /** `source` of the events. */
  readonly publicUrl: string;
}

/** Sends an event that the brake holds erasures: once in an hour, with an id that all hosts share. */
export function createBrakeAlert() {
  let told = '';
  return async (
    { statusQueue, policy, publicUrl }: Sender,
    log: Log,
    { id, receivedAt }: RegisteredRequest,
  ): Promise<void> => {
    log.warn('put on hold by the brake', { requestId: id });
    const hour = receivedAt.slice(0, 13);
    if (told === hour) return;
    told = hour;
    const event = cloudEvent({
      id: `brake.${hour}`,
      source: publicUrl,
      type: 'habeas.brake.engaged.v1',
      time: receivedAt,
      data: { erasuresPerHour: policy.brake?.erasuresPerHour ?? null, first: id },
    });
    try {
      await statusQueue.send(event);
    } catch (error) {
      // The next erasure that is held sends it again.
      told = '';
      log.error('alert of the brake not sent', error);
    }
  };
}

export type BrakeAlert = ReturnType<typeof createBrakeAlert>;
