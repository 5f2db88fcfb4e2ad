import type { RegisteredRequest } from '../domain/request.ts';
import type { Reminder } from '../domain/reminder.ts';
import type { StatusEvent } from '../ports/status-queue.ts';
import { cloudEvent } from './cloud-event.ts';

/** The content of the event besides the request itself. */
export interface Told {
  readonly what: Reminder;
  /** The last day. */
  readonly dueAt: string;
  readonly daysLeft: number;
  /** When the reminder is sent. */
  readonly at: string;
}

/** An event about the clock of a request. Its id names the last day, so a receiver can recognise a repeated event. */
export function reminderEvent(
  request: RegisteredRequest,
  { what, dueAt, daysLeft, at }: Told,
  source: string,
): StatusEvent {
  const { id, reference, type, regulation, state, gates } = request;
  const extension = gates.decisions.find((one) => one.what === 'extend');
  return cloudEvent({
    id: `${id}.${what}.${dueAt.slice(0, 10)}`,
    source,
    type: `habeas.request.${what}.v1`,
    subject: id,
    time: at,
    data: {
      id,
      reference,
      type,
      regulation,
      state,
      dueAt,
      daysLeft,
      ...(what === 'extended' && extension && { reason: extension.reason }),
    },
  });
}
