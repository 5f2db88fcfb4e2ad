import type { FailureCode } from './failure.ts';
import type { SeenVerdict } from './read-back.ts';
import type { WatchResult } from './watch-result.ts';
import { rowKeeping } from './retention.ts';
import { settle } from './settle.ts';
import {
  failedWith,
  isKept,
  isRuled,
  settledAs,
  type Counts,
  type Kept,
  type Residual,
  type RuledResidual,
  type SystemVerdict,
} from './verdict.ts';

/** The result of the visit after a rule should have ended. */
export type RetentionLook =
  /** The policy, read again, still keeps all of it. */
  | {
      readonly kind: 'kept';
      readonly whole: Kept | null;
      readonly classes: readonly RuledResidual[];
    }
  /** It was erased and read back. `still`: the classes that other rules keep. */
  | (SeenVerdict & {
      readonly kind: 'freed';
      readonly residuals: readonly Residual[];
      readonly left: Counts;
      readonly still: readonly RuledResidual[];
    })
  /** It could not be erased now. A null code means that the fault is our own. */
  | { readonly kind: 'unfreed'; readonly code: FailureCode | null }
  /** Habeas lost the data that the visit needs. */
  | { readonly kind: 'nothing-sealed' };

const dayMs = 86_400_000;
/** How long an operator has to fix what prevents the visit. */
const longestDelayMs = 31 * dayMs;

const keptIn = (row: SystemVerdict): (Kept & Pick<RuledResidual, 'nextAt'>)[] => [
  ...(row.verdict === 'retained' ? [row] : []),
  ...row.residuals.filter(isKept),
];

/**
 * When to check whether the rules still keep the data (RFC 3339): at the end of each rule. A legal hold has no end, so it is checked a day
 * later.
 */
export function retentionDates(row: SystemVerdict): string[] {
  const nextDay = new Date(Date.parse(row.updatedAt) + dayMs).toISOString();
  return keptIn(row).map(({ nextAt, until }) => nextAt ?? until ?? nextDay);
}

export function isRetentionDue(row: SystemVerdict, now: string): boolean {
  return retentionDates(row).some((date) => Date.parse(date) <= Date.parse(now));
}

/** The row after the visit, and the results that are final. The row is the same object when nothing has changed. */
export function concludeRetention(
  row: SystemVerdict,
  look: RetentionLook,
  now: string,
): { row: SystemVerdict; results: readonly WatchResult[] } {
  const isWhole = row.verdict === 'retained';
  switch (look.kind) {
    case 'kept':
      return { row: stillKept(row, look, now), results: [] };
    case 'freed':
      return isWhole ? freed(row, look, now) : classesFreed(row, look, stillIn(look), now);
    case 'nothing-sealed':
      return isWhole
        ? given(settle(row, settledAs('present'), { updatedAt: now }), 'present', null)
        : classesFreed(row, { ...nothingSeen, verdict: 'present' }, [], now);
    case 'unfreed': {
      if (look.code === null || !keptIn(row).some(isTooLate(now))) return { row, results: [] };
      if (isWhole)
        return given(settle(row, failedWith(look.code), { updatedAt: now }), 'failed', look.code);
      const still = row.residuals.filter(isKept).filter((one) => !isTooLate(now)(one));
      return classesFreed(row, { ...nothingSeen, verdict: 'present', code: look.code }, still, now);
    }
  }
}

/** What other rules keep, and what the settings of the system still retain inside the records. */
const stillIn = ({ still, residuals }: Extract<RetentionLook, { kind: 'freed' }>) => [
  ...still,
  ...residuals.filter(isKept),
];

const nothingSeen = { residuals: [] };

const given = (
  row: SystemVerdict,
  verdict: WatchResult['verdict'],
  code: FailureCode | null,
): ReturnType<typeof concludeRetention> => ({
  row,
  results: [{ system: row.id, what: 'retained', verdict, code }],
});

const isTooLate =
  (now: string) =>
  ({ until }: Kept): boolean =>
    until !== null && Date.parse(until) + longestDelayMs <= Date.parse(now);

/** A rule may have been extended, or another one may have taken its place. */
function stillKept(
  row: SystemVerdict,
  { whole, classes }: Extract<RetentionLook, { kind: 'kept' }>,
  now: string,
): SystemVerdict {
  const still = row.residuals.filter(isKept).map((one): RuledResidual => {
    const byWhole = whole ? { what: one.what, verdict: 'retained' as const, ...whole } : one;
    return classes.find(({ what }) => what === one.what) ?? byWhole;
  });
  const next =
    row.verdict === 'retained'
      ? rowKeeping(row, { free: [], whole, classes })
      : { ...row, residuals: updated(row.residuals, still, 'retained') };
  return isToldAnew(row, next) ? { ...next, updatedAt: now } : row;
}

/** Must the corrected status be delivered? Not when only a part of the kept data is no longer kept, and the rest is kept until the same date as before. */
export function isToldAnew(before: SystemVerdict, after: SystemVerdict): boolean {
  const told = ({ verdict, until, reason, residuals, ...rest }: SystemVerdict) => {
    const all = residuals.map((one) => (isRuled(one) ? withoutNext(one) : one));
    return JSON.stringify([verdict, until, reason, 'law' in rest && rest.law, all]);
  };
  return told(before) !== told(after);
}

const withoutNext = ({ nextAt: _nextAt, ...residual }: RuledResidual): RuledResidual => residual;

type Freed = Pick<Extract<RetentionLook, { kind: 'freed' }>, 'residuals'> & {
  readonly verdict: SeenVerdict['verdict'];
  readonly code?: FailureCode | null;
};

function freed(
  row: SystemVerdict,
  look: Extract<RetentionLook, { kind: 'freed' }>,
  now: string,
): ReturnType<typeof concludeRetention> {
  const { lookedAgain: _confirmed, ...line } = row;
  const settled = settle(line, look, {
    updatedAt: now,
    residuals: [...look.residuals, ...look.still],
    counts: { ...row.counts, left: look.left },
  });
  // Data that expires by itself is no final result yet.
  if (look.verdict === 'expires') return { row: settled, results: [] };
  return given(settled, look.verdict, look.code);
}

/** The rest of the system was erased before, so its verdict stays. */
function classesFreed(
  row: SystemVerdict,
  seen: Freed,
  still: readonly RuledResidual[],
  now: string,
): ReturnType<typeof concludeRetention> {
  const verdict = seen.verdict === 'expires' ? 'erased' : seen.verdict;
  const ended = row.residuals
    .filter(isKept)
    .filter(({ what }) => !still.some((one) => one.what === what));
  const residuals = updated(row.residuals, still, verdict);
  const others = seen.residuals.filter(({ what }) => !residuals.some((one) => one.what === what));
  const next = { ...row, residuals: [...residuals, ...others] };
  return {
    row: isToldAnew(row, next) ? { ...next, updatedAt: now } : next,
    results: ended.map(({ what }) => ({
      system: row.id,
      what,
      verdict,
      code: seen.code ?? null,
    })),
  };
}

/** @param ended the verdict of a class that no rule keeps any more */
function updated(
  residuals: readonly Residual[],
  still: readonly RuledResidual[],
  ended: RuledResidual['verdict'],
): Residual[] {
  return residuals.map((one) =>
    isKept(one)
      ? (still.find(({ what }) => what === one.what) ?? { ...withoutNext(one), verdict: ended })
      : one,
  );
}
