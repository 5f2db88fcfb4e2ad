import { reminderEvent } from '../delivery/reminder-event.ts';
import { theService } from '../domain/fact.ts';
import { daysLeft, dueIfResumed } from '../domain/due-date.ts';
import { reminderNow } from '../domain/next-reminder.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { Calendar } from '../domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Register } from '../ports/register.ts';
import type { StatusQueue } from '../ports/status-queue.ts';

interface Needs {
  readonly register: Pick<Register, 'update'>;
  readonly statusQueue: StatusQueue;
  readonly policy: Calendar;
  readonly publicUrl: string;
  readonly now: Clock;
}

/**
 * Sends the reminders that are due: that a request is due soon, is overdue, or was extended. The event is sent before the fact is written:
 * after a crash between them it is sent again, with the same id.
 */
export async function remind(deps: Needs, log: Log, request: RegisteredRequest): Promise<void> {
  const { register, statusQueue, policy, publicUrl } = deps;
  const now = deps.now();
  const dueAt = dueIfResumed(request, policy, now);
  const what = reminderNow(request, dueAt, now);
  const left = daysLeft(request, policy, now);
  if (what === null || left === null) return;
  const at = now.toISOString();
  await statusQueue.send(reminderEvent(request, { what, dueAt, daysLeft: left, at }, publicUrl));
  const { id } = request;
  await register.update(id, {
    facts: [{ at, kind: 'reminded', actor: theService, what, dueAt }],
  });
  log.info('reminded', { requestId: id, what });
}
