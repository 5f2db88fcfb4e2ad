import type { EventRaised } from '../../protocol/history-event.ts';
import { pendingTask, settle, type MirrorTask } from './mirror-task.ts';

/** The extension ignores the case of event names. */
export interface ExternalEvents {
  readonly waiting: Map<string, MirrorTask[]>;
  readonly buffered: Map<string, (string | null)[]>;
}

export function noExternalEvents(): ExternalEvents {
  return { waiting: new Map(), buffered: new Map() };
}

/** Waits for an event. An event that arrived before is used at once. */
export function waitForEvent(events: ExternalEvents, name: string): MirrorTask {
  const key = name.toLowerCase();
  const task = pendingTask();
  const early = events.buffered.get(key);
  const first = early?.shift();
  if (first === undefined) {
    const waiting = events.waiting.get(key);
    if (waiting) waiting.push(task);
    else events.waiting.set(key, [task]);
  } else settle(task, first);
  return task;
}

/** Gives an event to a waiter, or keeps it for later. */
export function raiseEvent(events: ExternalEvents, event: EventRaised): void {
  const key = event.Name.toLowerCase();
  // The latest waiter is served first.
  const task = events.waiting.get(key)?.pop();
  if (task) settle(task, event.Input);
  else {
    const early = events.buffered.get(key);
    if (early) early.push(event.Input);
    else events.buffered.set(key, [event.Input]);
  }
}
