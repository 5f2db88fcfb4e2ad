import type { RequestMessage } from '../../protocol/entity-message.ts';
import { addMilliseconds, nextTick, noTime, notAfter, utc } from '../../protocol/timestamp.ts';

/** The state of an entity between batches, in the extension's shape: the status API shows it as the input. */
export interface SchedulerState {
  exists?: true;
  /** JSON text. */
  state?: string;
  /** Requests that wait for the release of a lock. */
  queue?: RequestMessage[];
  lockedBy?: string;
  sorter: MessageSorter;
}

/** Orders the messages of each sender and drops duplicates. */
export interface MessageSorter {
  LastSentToInstance?: Record<string, string>;
  ReceivedFromInstance?: Record<string, { Last: string; ExecutionId?: string }>;
  ReceiveHorizon?: string;
}

export function readSchedulerState(text: string | null): SchedulerState {
  return text === null ? { sorter: {} } : (JSON.parse(text) as SchedulerState);
}

/** JSON text with the properties in the extension's order. */
export function schedulerText(state: SchedulerState): string {
  const { exists, state: inner, queue, lockedBy, sorter } = state;
  return JSON.stringify({
    ...(exists ? { exists } : {}),
    ...(inner === undefined ? {} : { state: inner }),
    ...(queue && queue.length > 0 ? { queue } : {}),
    ...(lockedBy === undefined ? {} : { lockedBy }),
    sorter: {
      ...(sorter.LastSentToInstance ? { LastSentToInstance: sorter.LastSentToInstance } : {}),
      ...(sorter.ReceivedFromInstance ? { ReceivedFromInstance: sorter.ReceivedFromInstance } : {}),
      ...(sorter.ReceiveHorizon === undefined ? {} : { ReceiveHorizon: sorter.ReceiveHorizon }),
    },
  });
}

/** The custom status of an entity: its scheduler state without the parts that may be large. */
export function entityStatusText({ exists, queue, lockedBy }: SchedulerState): string {
  return JSON.stringify({
    ...(exists ? { entityExists: true } : {}),
    ...(queue && queue.length > 0 ? { queueSize: queue.length } : {}),
    ...(lockedBy === undefined ? {} : { lockedBy }),
  });
}

// The window moves in steps of this many milliseconds, as in the extension.
const windowGrainMs = 10_000;

/**
 * Records that a message has come.
 * @param window milliseconds for which senders are remembered
 * @returns whether it is new; messages of clients and forwarded lock requests always are
 */
export function receive(sorter: MessageSorter, message: RequestMessage, window: number): boolean {
  const { parent, parentExecution, Timestamp: time } = message;
  if (parent === undefined || (message.pos ?? 0) > 0) return true;
  const millis = Date.parse(utc(time));
  const horizon = sorter.ReceiveHorizon;
  if (horizon === undefined || Date.parse(horizon) + window + windowGrainMs < millis) {
    const moved = addMilliseconds(utc(time), -window);
    sorter.ReceiveHorizon = moved;
    const kept = Object.entries(sorter.ReceivedFromInstance ?? {}).filter(
      ([, { Last }]) => !notAfter(Last, moved),
    );
    if (kept.length > 0) sorter.ReceivedFromInstance = Object.fromEntries(kept);
    else delete sorter.ReceivedFromInstance;
  }
  const senders = (sorter.ReceivedFromInstance ??= {});
  const sender = senders[parent];
  if (sender && sender.ExecutionId === parentExecution && notAfter(time, sender.Last)) return false;
  senders[parent] = {
    Last: time,
    ...(parentExecution === undefined ? {} : { ExecutionId: parentExecution }),
  };
  return true;
}

/** Time and predecessor of a message from one entity to another. */
export function labelSignal(sorter: MessageSorter, target: string, now: string, window: number) {
  const oldest = addMilliseconds(now, -window);
  const before = Object.entries(sorter.LastSentToInstance ?? {});
  const sent = Object.fromEntries(before.filter(([, time]) => !notAfter(time, oldest)));
  sorter.LastSentToInstance = sent;
  const last = sent[target];
  const time = last !== undefined && notAfter(now, last) ? nextTick(last) : now;
  sent[target] = time;
  return { Timestamp: time, Predecessor: last ?? noTime };
}
