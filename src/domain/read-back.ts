import type { Attempt } from './attempt.ts';
import {
  isRuled,
  type Counts,
  type Residual,
  type Settlement,
  type UnverifiableReason,
} from './verdict.ts';

/** The result of reading back one record. */
export type VerifyAnswer =
  | { readonly kind: 'gone'; readonly left: Counts; readonly residuals: readonly Residual[] }
  /** The record is still in the recycle bin because purging was refused. The system drops it by `until` (RFC 3339). */
  | {
      readonly kind: 'expires';
      readonly until: string;
      readonly left: Counts;
      readonly residuals: readonly Residual[];
    }
  | { readonly kind: 'present'; readonly left: Counts }
  | { readonly kind: 'unverifiable'; readonly reason: UnverifiableReason }
  /** The system works asynchronously: ask again in `seconds`. `until` (RFC 3339): its own date for the end of the work, when it names one. */
  | { readonly kind: 'pending'; readonly seconds: number; readonly until?: string };

/** The verdicts that reading back can give. */
export type SeenVerdict = Extract<
  Settlement,
  { readonly verdict: 'erased' | 'expires' | 'present' | 'unverifiable' }
>;

/** The result of reading back all records of a system. */
export type ReadBack = SeenVerdict & {
  readonly left: Counts;
  readonly residuals: readonly Residual[];
};

/** The request waits no longer for a vendor that names a date for the end of its work. */
export type StillWorking = Extract<Settlement, { readonly verdict: 'pending' }> &
  Pick<ReadBack, 'left' | 'residuals'>;

export function stillWorking(until: string): StillWorking {
  return { verdict: 'pending', code: null, until, left: {}, residuals: [] };
}

/** The vendor has not confirmed the erasure by the date that it named, and reading back shows nothing else. */
export const overdue: ReadBack = {
  ...{ verdict: 'unverifiable', code: null, until: null, reason: 'overdue' },
  ...{ left: {}, residuals: [] },
};

/** Joins the answers for all records of a system. The worst answer decides. */
export function readBackOf(answers: readonly VerifyAnswer[]): Attempt<ReadBack> {
  const pending = answers.filter((answer) => answer.kind === 'pending');
  if (pending.length > 0) return pendingOf(pending);
  const left = sum(answers.map((answer) => ('left' in answer ? answer.left : {})));
  const residuals = latest(
    answers.flatMap((answer) => ('residuals' in answer ? answer.residuals : [])),
  );
  return { kind: 'done', value: { ...worstOf(answers), left, residuals } };
}

/** The longest wait, and the latest date that a vendor named. */
export function pendingOf(
  answers: readonly { readonly seconds: number; readonly until?: string }[],
): Extract<Attempt<never>, { kind: 'pending' }> {
  const seconds = Math.max(...answers.map((answer) => answer.seconds));
  const until = answers
    .flatMap((answer) => answer.until ?? [])
    .sort()
    .at(-1);
  return { kind: 'pending', seconds, ...(until !== undefined && { until }) };
}

function worstOf(answers: readonly VerifyAnswer[]): SeenVerdict {
  const dates: string[] = [];
  let unverifiable: SeenVerdict | null = null;
  for (const answer of answers) {
    switch (answer.kind) {
      case 'present':
        return { verdict: 'present', code: null, until: null };
      case 'unverifiable':
        unverifiable = { verdict: 'unverifiable', code: null, until: null, reason: answer.reason };
        break;
      case 'expires':
        dates.push(answer.until);
        break;
      case 'gone':
      case 'pending':
        break;
    }
  }
  if (unverifiable) return unverifiable;
  const until = dates.sort().at(-1);
  return until === undefined
    ? { verdict: 'erased', code: null, until: null }
    : { verdict: 'expires', code: null, until };
}

/** When a system was read back, and what earlier read-backs showed. */
export interface ReadBackTiming {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** RFC 3339: since when every read-back has found nothing; null when the read-back before this one found something, or there was none. */
  readonly goneSince: string | null;
  readonly settleSeconds: number;
  readonly now: Date;
}

/**
 * Decides whether a read-back counts yet. Replicas lag: a replica may still show a record that is gone, or not yet show one that exists. So
 * `erased` needs two read-backs that find nothing, `settleSeconds` apart. Every other verdict counts only when `settleSeconds` have passed
 * since the erasing calls ended; `unverifiable` counts at once.
 * @returns the read-back itself when it counts; otherwise how long to wait before the next one. `since` is then the time of the first
 *   read-back that found nothing.
 */
export function confirmed(readBack: Attempt<ReadBack>, timing: ReadBackTiming): Attempt<ReadBack> {
  if (readBack.kind !== 'done') return readBack;
  const { erasedAt, goneSince, now } = timing;
  switch (readBack.value.verdict) {
    case 'unverifiable':
      return readBack;
    case 'present':
    case 'expires': {
      const left = secondsLeft(erasedAt, timing);
      // Each wait is longer than the one before, because most changes show soon.
      const passed = (now.getTime() - Date.parse(erasedAt)) / 1000;
      return left > 0 ? waiting(Math.min(left, Math.max(1, passed))) : readBack;
    }
    case 'erased': {
      const since = goneSince ?? now.toISOString();
      const left = secondsLeft(since, timing);
      return left > 0 ? { ...waiting(left), since } : readBack;
    }
  }
}

function secondsLeft(since: string, { settleSeconds, now }: ReadBackTiming): number {
  return settleSeconds - (now.getTime() - Date.parse(since)) / 1000;
}

function waiting(seconds: number): Extract<Attempt<never>, { kind: 'pending' }> {
  return { kind: 'pending', seconds: Math.ceil(seconds) };
}

function sum(counts: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((entry) => Object.entries(entry))) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function latest(residuals: readonly Residual[]): Residual[] {
  const byKind = new Map<string, Residual>();
  for (const residual of residuals) {
    const before = byKind.get(residual.what);
    byKind.set(residual.what, before ? later(before, residual) : residual);
  }
  return [...byKind.values()];
}

/** The residual that stays longer. When both are kept by rules, `nextAt` is the earliest end of a part of either. */
function later(one: Residual, other: Residual): Residual {
  const last = endOf(one) < endOf(other) ? other : one;
  if (!isRuled(one) || !isRuled(other) || !isRuled(last)) return last;
  const [first] = [one, other].flatMap((each) => each.nextAt ?? each.until ?? []).sort();
  return first === undefined || first === last.until ? last : { ...last, nextAt: first };
}

/** What a rule keeps without an end stays longest. */
const endOf = (residual: Residual) => residual.until ?? (isRuled(residual) ? '9' : '');
