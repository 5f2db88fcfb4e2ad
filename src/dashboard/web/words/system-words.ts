// Verdicts, reasons and failure codes of a system in words for operators.
import type { ShadowPlan } from '../../../domain/shadow-plan.ts';
import type { Residual, Verdict } from '../../../domain/verdict.ts';
import type { SystemProgress, SystemStatus } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { entryOf, textFor, toned, wordsFor, type Tone, type Words } from './words.ts';

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  absent: 'neutral',
  unsearched: 'exception',
  unconfirmed: 'exception',
  erased: 'good',
  exported: 'good',
  expires: 'good',
  pending: 'waiting',
  retained: 'exception',
  waived: 'exception',
  ambiguous: 'exception',
  unverifiable: 'exception',
  present: 'bad',
  failed: 'bad',
};

export function verdictWords(): Readonly<Record<Verdict, Words>> {
  return toned(verdictTones, texts().systemWords.verdicts);
}

const residualTones: Readonly<Record<Residual['verdict'], Tone>> = {
  expires: 'waiting',
  erased: 'good',
  present: 'bad',
  unverifiable: 'exception',
  retained: 'exception',
};

/** Data that nobody can erase on demand. The date beside the word is the day on which the system deletes it. */
export function residualWords(): Readonly<Record<Residual['verdict'], Words>> {
  return toned(residualTones, texts().systemWords.residuals);
}

/** What is done in a system now. */
export function stepWords(): Readonly<Record<SystemProgress['step'], string>> {
  return texts().systemWords.steps;
}

/** What a system waits for. */
export function waitWords(): Readonly<Record<string, string>> {
  return texts().systemWords.waits;
}

/** @param state of the request: once it has ended, a system without a verdict gets none */
export function wordsOfSystem(
  { verdict, reason, progress }: Pick<SystemStatus, 'verdict' | 'reason' | 'progress'>,
  { ended, completed }: { readonly ended: boolean; readonly completed: boolean },
): Words {
  const { leftOpen, waiting, inProgress } = texts().systemWords;
  if (verdict === null) {
    if (ended) return { tone: 'bad', ...leftOpen };
    return progress?.waitingFor ? { tone: 'waiting', ...waiting } : { tone: 'busy', ...inProgress };
  }
  const words = wordsFor(verdictWords(), verdict);
  // In a completed request the policy or the law allows it. These two reasons are no exception in any request.
  const allowed = completed || reason === 'no-identifier' || reason === 'shadow';
  return allowed && words.tone === 'exception' ? { ...words, tone: 'neutral' } : words;
}

/** What would be done in a system in shadow mode. */
export function shadowText({ would, code, leads, notFollowed }: ShadowPlan): string {
  const words = texts().systemWords;
  return [
    textFor(words.shadow, would),
    code !== null && meaningOfCode(code),
    leads > 0 && words.shadowLeads(leads),
    notFollowed > 0 && words.notFollowed(notFollowed),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Why a system has its verdict, or why a look-up was left out. An unknown reason is shown as it is. */
export function reasonText(reason: string): string {
  const { waived, notSearched } = texts().systemWords;
  return textFor({ ...waived, ...notSearched }, reason);
}

/** What a failure code means; empty where this page does not know it. */
export function meaningOfCode(code: string): string {
  return entryOf(texts().systemWords.failures, code)?.says ?? '';
}

/** Who must act, and how; a dash when nobody must act. */
export function whoActs({ verdict, code, reason }: SystemStatus): string {
  const { failures, verdictActs, unsearchedActs } = texts().systemWords;
  if (code !== null) return entryOf(failures, code)?.acts ?? '–';
  if (verdict === null) return '–';
  const byReason = reason ? entryOf(unsearchedActs, reason) : undefined;
  return verdict === 'unsearched' ? (byReason ?? '–') : (entryOf(verdictActs, verdict) ?? '–');
}
