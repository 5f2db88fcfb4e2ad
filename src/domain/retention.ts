import { DateTime, Duration } from 'luxon';
import type { RecordRef } from './match.ts';
import { settle } from './settle.ts';
import type { RecordClass, SystemDescription, SystemId } from './system.ts';
import { isRuled, type Kept, type RuledResidual, type SystemVerdict } from './verdict.ts';

/** When a rule ends: with a day, or a time after the request was received (an ISO 8601 duration). */
export type RuleEnd = { readonly day: string } | { readonly after: string };

/** One rule of `policy.retention` or `policy.legalHolds`. */
export interface RetentionRule {
  readonly system: SystemId;
  /** A class of records (`RecordClass.name`). Left out: everything in the system. */
  readonly what?: string;
  readonly reason: string;
  readonly law?: string;
  /** Left out: a legal hold, which stands until an operator removes it. */
  readonly until?: RuleEnd;
}

/** The name of a law, such as `§ 147 AO`. It stands in facts, so it cannot hold an address. */
export const lawPattern = /^[\p{L}\p{N}§][\p{L}\p{N} §.,:;()/&'’–-]{0,79}$/u;

/** What the rules are applied to. */
export interface Keeping {
  readonly rules: readonly RetentionRule[];
  /** RFC 3339: when the request was received. */
  readonly receivedAt: string;
  /** The time zone in which the last day of a rule ends. */
  readonly timeZone: string;
  /** RFC 3339. A rule that has ended by then keeps nothing. */
  readonly now: string;
}

/** What the rules say about records of one system. */
export interface Retained {
  /** No rule keeps these. */
  readonly free: readonly RecordRef[];
  /** The rule that keeps everything in the system; null when there is none. */
  readonly whole: Kept | null;
  /** The classes of the kept records. When a rule keeps everything, only the classes that are kept longer than that rule says. */
  readonly classes: readonly RuledResidual[];
}

type Classes = Pick<SystemDescription, 'classes'>;

export const nothingKept = (free: readonly RecordRef[]): Retained => ({
  free,
  whole: null,
  classes: [],
});

/** @param keeping null when the policy has no rule */
export function retainedOf(
  records: readonly RecordRef[],
  system: Pick<SystemDescription, 'id'> & Classes,
  keeping: Keeping | null,
): Retained {
  if (keeping === null || records.length === 0) return nothingKept(records);
  const rules = keeping.rules.filter((rule) => rule.system === system.id);
  const inForce = (some: readonly RetentionRule[]) =>
    longest(some.map((rule) => keptBy(rule, keeping)).filter((kept) => stands(kept, keeping.now)));
  const whole = inForce(rules.filter(({ what }) => what === undefined));
  const classes = (system.classes ?? []).flatMap((one): RuledResidual[] => {
    if (!records.some(({ kind }) => one.kinds.includes(kind))) return [];
    const kept = inForce(rules.filter(({ what }) => what === one.name));
    if (kept === null || (whole !== null && longest([kept, whole]) === whole)) return [];
    return [{ what: one.name, verdict: 'retained', ...kept }];
  });
  const free = whole === null ? withoutClasses(records, system, classes) : [];
  return { free, whole, classes };
}

/** The records that belong to none of these classes. */
export function withoutClasses<R extends Pick<RecordRef, 'kind'>>(
  records: readonly R[],
  { classes = [] }: Classes,
  kept: readonly Pick<RuledResidual, 'what'>[],
): R[] {
  const isOf = (kind: string) => (one: RecordClass) =>
    one.kinds.includes(kind) && kept.some(({ what }) => what === one.name);
  return records.filter(({ kind }) => !classes.some(isOf(kind)));
}

/**
 * The row of a system in which nothing was erased yet. When rules keep everything, the row gets the verdict `retained`. Otherwise the kept
 * classes are residuals.
 */
export function rowKeeping(row: SystemVerdict, { free, whole, classes }: Retained): SystemVerdict {
  const others = row.residuals.filter((one) => !isRuled(one));
  if (whole !== null) return settle(row, verdictBy(whole), { residuals: [...others, ...classes] });
  const [first] = free.length === 0 ? [...classes].sort(byEnd) : [];
  if (first === undefined) return { ...row, residuals: [...others, ...classes] };
  const rest = classes.filter((one) => one !== first);
  return settle(row, verdictBy(first), { residuals: [...others, ...rest] });
}

export function verdictBy({ reason, law, until }: Kept) {
  const named = law !== undefined && { law };
  return { verdict: 'retained', code: null, until, reason, ...named } as const;
}

function keptBy({ reason, law, until }: RetentionRule, about: Keeping): Kept {
  const end = until === undefined ? null : endOf(until, about);
  return { reason, ...(law !== undefined && { law }), until: end };
}

function endOf(end: RuleEnd, { receivedAt, timeZone: zone }: Keeping): string {
  const last =
    'day' in end
      ? DateTime.fromISO(end.day, { zone })
      : DateTime.fromISO(receivedAt, { zone }).plus(Duration.fromISO(end.after));
  return last.endOf('day').toJSDate().toISOString();
}

const stands = ({ until }: Kept, now: string) =>
  until === null || Date.parse(until) > Date.parse(now);

/** Those without an end come last. */
function byEnd(one: Kept, other: Kept): number {
  return (one.until ?? '9').localeCompare(other.until ?? '9');
}

/** @returns null when there is none */
function longest(all: readonly Kept[]): Kept | null {
  return [...all].sort(byEnd).at(-1) ?? null;
}
