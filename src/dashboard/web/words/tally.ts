import { goodVerdicts } from '../../../domain/verdict.ts';
import type { RequestRow, SystemStatus } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { verdictWords } from './system-words.ts';
import { wordsFor } from './words.ts';

/** How many systems have which verdict; `open` counts those without one. */
export type VerdictCounts = Readonly<Record<string, number>>;

/** The verdicts of a request: as the list sends them, or counted from its systems. */
export function verdictsOf({
  verdicts,
  systems = [],
}: Pick<RequestRow, 'verdicts'> & {
  readonly systems?: readonly Pick<SystemStatus, 'verdict'>[];
}): VerdictCounts {
  if (verdicts) return verdicts;
  const counts: Record<string, number> = {};
  for (const { verdict } of systems) {
    const key = verdict ?? 'open';
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Such as `3 of 5 (1 failed, 1 open)`. Only systems with a good verdict count as done. */
export function tallyText(verdicts: VerdictCounts): string {
  const words = texts().requestWords.tally;
  const counted = Object.entries(verdicts).filter(([, count]) => count > 0);
  const total = sumOf(counted);
  if (total === 0) return words.unknown;
  const others = counted.filter(([verdict]) => !goodWords.has(verdict));
  const done = words.of(total - sumOf(others), total);
  if (others.length === 0) return done;
  return `${done} (${others.map(([verdict, count]) => `${count} ${nameOf(verdict)}`).join(', ')})`;
}

const untouched = new Set(['absent', 'unsearched', 'unconfirmed', 'retained', 'waived']);

/** Whether the verdicts are known and all of them say that nothing was erased or exported. */
export function doneNothing(verdicts: VerdictCounts): boolean {
  const words = Object.keys(verdicts).filter((verdict) => verdicts[verdict] !== 0);
  return words.length > 0 && words.every((verdict) => untouched.has(verdict));
}

const goodWords: ReadonlySet<string> = goodVerdicts;

function sumOf(counted: readonly (readonly [string, number])[]): number {
  return counted.reduce((sum, [, count]) => sum + count, 0);
}

function nameOf(verdict: string): string {
  return verdict === 'open'
    ? texts().requestWords.tally.open
    : wordsFor(verdictWords(), verdict).label.toLowerCase();
}
