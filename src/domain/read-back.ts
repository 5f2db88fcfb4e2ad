import type { Attempt } from './attempt.ts';
import type { Counts, Residual, Verdict } from './verdict.ts';

/** What reading back one record said. */
export type VerifyAnswer =
  | { readonly kind: 'gone'; readonly left: Counts; readonly residuals: readonly Residual[] }
  /** Still in the recycle bin because purging is refused; the system drops it by `until` (RFC 3339). */
  | {
      readonly kind: 'expires';
      readonly until: string;
      readonly left: Counts;
      readonly residuals: readonly Residual[];
    }
  | { readonly kind: 'present'; readonly left: Counts }
  | { readonly kind: 'unverifiable'; readonly reason: string }
  /** The system works asynchronously: ask again in `seconds`. */
  | { readonly kind: 'pending'; readonly seconds: number };

/** What reading back all records of a system said. */
export interface ReadBack {
  readonly verdict: Verdict;
  /** RFC 3339 */
  readonly until: string | null;
  readonly left: Counts;
  readonly residuals: readonly Residual[];
}

/** One answer for all records of a system: the worst of them. */
export function readBackOf(answers: readonly VerifyAnswer[]): Attempt<ReadBack> {
  const pending = answers.filter((answer) => answer.kind === 'pending');
  if (pending.length > 0) {
    return { kind: 'pending', seconds: Math.max(...pending.map((answer) => answer.seconds)) };
  }
  const left = sum(answers.map((answer) => ('left' in answer ? answer.left : {})));
  const residuals = latest(
    answers.flatMap((answer) => ('residuals' in answer ? answer.residuals : [])),
  );
  const done = (verdict: Verdict, until: string | null = null): Attempt<ReadBack> => ({
    kind: 'done',
    value: { verdict, until, left, residuals },
  });
  if (answers.some((answer) => answer.kind === 'present')) return done('present');
  if (answers.some((answer) => answer.kind === 'unverifiable')) return done('unverifiable');
  const dates = answers.flatMap((answer) => (answer.kind === 'expires' ? [answer.until] : []));
  return dates.length > 0 ? done('expires', dates.sort().at(-1) ?? null) : done('erased');
}

/** When a system was read back, and what earlier looks said. */
export interface Looking {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** RFC 3339: since when every look has found nothing; null when this is the first such look. */
  readonly goneSince: string | null;
  readonly settleSeconds: number;
  readonly now: Date;
}

/**
 * Says whether a look counts yet. Replicas lag: what still looks there may be gone, and one that looks gone may be there.
 * So `erased` needs two looks that find nothing, `settleSeconds` apart, and nothing else counts before `settleSeconds` have passed since
 * the erasing calls ended.
 * @returns the look itself when it counts; else when to look again, and in `since` since when nothing has been found
 */
export function settled(look: Attempt<ReadBack>, looking: Looking): Attempt<ReadBack> {
  if (look.kind !== 'done' || look.value.verdict === 'unverifiable') return look;
  const { erasedAt, goneSince, now } = looking;
  if (look.value.verdict !== 'erased') {
    const left = secondsLeft(erasedAt, looking);
    // Longer each time: the change may show at any moment.
    const passed = (now.getTime() - Date.parse(erasedAt)) / 1000;
    return left > 0 ? waiting(Math.min(left, Math.max(1, passed))) : look;
  }
  const since = goneSince ?? now.toISOString();
  const left = secondsLeft(since, looking);
  return left > 0 ? { ...waiting(left), since } : look;
}

function secondsLeft(since: string, { settleSeconds, now }: Looking): number {
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
    if (!before || before.until < residual.until) byKind.set(residual.what, residual);
  }
  return [...byKind.values()];
}
