import { Cron } from 'croner';
import { parseTimeSpan } from '../settings/time-span.ts';

/** When a timer fires. */
export interface TimerSchedule {
  next(after: Date): Date;
  /** Azure keeps no state of timers that fire more often than once a minute. */
  readonly isFrequent: boolean;
}

// Numbers, names and the operators of NCRONTAB. croner also accepts L, W, # and ?, Azure does not.
const field = /^[0-9A-Za-z*,/-]+$/;
const foreign = /[LW#?]/i;

/**
 * @param text NCRONTAB (six fields, or five without seconds) or a TimeSpan
 * @param timeZone IANA name; default: the machine's time zone
 * @throws Error when it is neither
 */
export function parseTimerSchedule(text: string, timeZone?: string): TimerSchedule {
  const span = parseTimeSpan(text);
  if (span !== undefined) {
    if (span <= 0) throw new Error(`The schedule '${text}' must be longer than zero.`);
    return { next: (after) => new Date(after.getTime() + span), isFrequent: span < 60_000 };
  }
  if (timeZone !== undefined) checkTimeZone(timeZone);
  const cron = parseCron(text, timeZone);
  const next = (after: Date): Date => {
    const occurrence = cron.nextRun(after);
    if (!occurrence) throw new Error(`The schedule '${text}' has no next occurrence.`);
    return occurrence;
  };
  const first = next(new Date());
  return { next, isFrequent: next(first).getTime() - first.getTime() < 60_000 };
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Error(
      `WEBSITE_TIME_ZONE is "${timeZone}"; it must be a time zone such as "Europe/Berlin". Without it, timers use that of the machine.`,
    );
  }
}

function parseCron(text: string, timeZone: string | undefined): Cron {
  const fields = text.trim().split(/\s+/);
  const known = fields.every((part) => field.test(part) && !foreign.test(withoutNames(part)));
  if (!known || (fields.length !== 5 && fields.length !== 6))
    throw new Error(`The schedule expression '${text}' was not recognized.`);
  try {
    // In NCRONTAB both the day of the month and the day of the week must match.
    return new Cron(fields.join(' '), {
      paused: true,
      domAndDow: true,
      ...(timeZone !== undefined && { timezone: timeZone }),
    });
  } catch {
    throw new Error(`The schedule expression '${text}' was not recognized.`);
  }
}

function withoutNames(part: string): string {
  return part.replace(/[a-z]{3,}/gi, '');
}
