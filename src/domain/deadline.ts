import { DateTime } from 'luxon';
import type { Gates } from './gates.ts';
import type { Regulation } from './request-type.ts';
import { afterWorkingDays, workingDayFrom, type Calendar } from './working-days.ts';

/** What moves the last day after a request was received. */
export interface ClockChange {
  /** The controller took the extension that the law allows. */
  readonly extended?: boolean;
  /** Whole days during which the clock stood still. */
  readonly stoppedDays?: number;
}

/**
 * The end of the last day on which the law allows an answer.
 *
 * GDPR Art. 12(3): one month from receipt, and two further months with an extension. Regulation 1182/71 says how to count. The day of receipt
 * does not count. The period ends on the same date of the later month, or on the last day of that month if it has no such date
 * (Art. 3(2)(c)). If it ends on a public holiday, a Saturday or a Sunday, it ends on the next working day instead (Art. 3(4)). The UK counts in
 * the same way (ICO, "Time limits for responding"); there the days during which the clock stood still are added (UK GDPR Art. 12A).
 * CCPA §1798.130(a)(2): 45 calendar days, 90 with an extension.
 *
 * @returns RFC 3339 in UTC
 */
export function dueAt(
  receivedAt: Date,
  regulation: Regulation,
  calendar: Calendar,
  { extended = false, stoppedDays = 0 }: ClockChange = {},
): string {
  const received = DateTime.fromJSDate(receivedAt, { zone: calendar.timeZone });
  if (regulation === 'ccpa') return endOf(received.plus({ days: extended ? 90 : 45 }));
  const last = received.plus({ months: extended ? 3 : 1 }).plus({ days: stoppedDays });
  return endOf(workingDayFrom(last, regulation, calendar));
}

/**
 * The end of the last day on which a request must be confirmed to the person; null where the law names none. CCPA regulations §7021(a): ten
 * business days.
 * @returns RFC 3339 in UTC
 */
export function acknowledgeBy(
  receivedAt: Date,
  regulation: Regulation,
  calendar: Calendar,
): string | null {
  if (regulation !== 'ccpa') return null;
  const received = DateTime.fromJSDate(receivedAt, { zone: calendar.timeZone });
  return endOf(afterWorkingDays(received, 10, regulation, calendar));
}

function endOf(day: DateTime): string {
  return day.endOf('day').toJSDate().toISOString();
}

/** Only these holds stop the clock, and only in the UK (UK GDPR Art. 12A). */
const stopsTheClock: ReadonlySet<string> = new Set(['identity', 'clarification', 'fee']);

/** A time during which the clock stands still. */
interface Stop {
  readonly from: string;
  /** Null: nobody knows yet when it ends. */
  readonly to: string | null;
}

/** What the law's clock of one request depends on. */
export interface OnTheClock {
  readonly receivedAt: string;
  readonly regulation: Regulation;
  readonly gates: Pick<Gates, 'rule' | 'decisions'>;
}

export interface Clock extends Required<ClockChange> {
  /** The clock stands still now. */
  readonly stopped: boolean;
}

/**
 * How the decisions about a request have changed its clock. A stop of the clock counts only after its end.
 * @param countLasting a stop that has not ended counts too, up to `now`
 */
export function clockAfter(
  request: OnTheClock,
  timeZone: string,
  now: Date,
  countLasting = false,
): Clock {
  const { regulation, gates } = request;
  const extended = gates.decisions.some(({ what }) => what === 'extend');
  if (regulation !== 'uk-gdpr') return { extended, stoppedDays: 0, stopped: false };
  const at = now.toISOString();
  const stops = stopsOf(request);
  const lasts = ({ to }: Stop) => to === null || Date.parse(to) > now.getTime();
  const counted = stops
    .filter((stop) => countLasting || !lasts(stop))
    .map((stop) => ({ from: stop.from, to: lasts(stop) ? at : (stop.to ?? at) }));
  return { extended, stoppedDays: daysOf(counted, timeZone), stopped: stops.some(lasts) };
}

function stopsOf({ receivedAt, gates: { rule, decisions } }: OnTheClock): Stop[] {
  const holds = decisions.flatMap((decision, index): Stop[] => {
    if (decision.what !== 'hold' || !stopsTheClock.has(decision.reason)) return [];
    const next = decisions
      .slice(index + 1)
      .find(({ what }) => what === 'hold' || what === 'resume');
    const ends = [next?.at, decision.until].flatMap((time) => time ?? []);
    return [{ from: decision.at, to: earliest(ends) }];
  });
  if (rule.identityProof === 'none') return holds;
  // When the policy requires a proof of identity, the clock stands still from the receipt of the request.
  const proved = decisions.find(({ what }) => what === 'identity');
  return [{ from: receivedAt, to: proved?.at ?? null }, ...holds];
}

function earliest(times: readonly string[]): string | null {
  return [...times].sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** The number of days in these periods. A day that is in two periods counts once. */
function daysOf(stops: readonly { from: string; to: string }[], zone: string): number {
  const dayOf = (time: string) => DateTime.fromISO(time, { zone }).startOf('day');
  const sorted = stops
    .map(({ from, to }) => ({ from: dayOf(from), to: dayOf(to) }))
    .sort((one, other) => one.from.toMillis() - other.from.toMillis());
  let days = 0;
  let counted: DateTime | null = null;
  for (const { from, to } of sorted) {
    const begin: DateTime = counted !== null && counted > from ? counted : from;
    if (to <= begin) continue;
    days += Math.round(to.diff(begin, 'days').days);
    counted = to;
  }
  return days;
}
