// Verdicts, reasons and failure codes of a system in words for operators. A code of the domain without words is a compile error.
import type { FailureCode } from '../../domain/failure.ts';
import type { ShadowPlan } from '../../domain/shadow-plan.ts';
import type { Residual, Verdict } from '../../domain/verdict.ts';
import type { NoLookUp, SystemStatus } from '../../doors/http/api-shapes.ts';
import { entryOf, textFor, wordsFor, type Words } from './words.ts';

export const verdictWords: Readonly<Record<Verdict | 'unsearched' | 'unconfirmed', Words>> = {
  absent: { tone: 'neutral', label: 'Absent', says: 'Searched; nothing is there.' },
  unsearched: {
    tone: 'exception',
    label: 'Not searched',
    says: 'Could not be searched everywhere.',
  },
  unconfirmed: {
    tone: 'exception',
    label: 'Unconfirmed',
    says: 'Only leads were found: records that may be the person’s. Nothing was touched.',
  },
  erased: { tone: 'good', label: 'Erased', says: 'Erased, and read back as gone.' },
  exported: { tone: 'good', label: 'Exported', says: 'Everything was read.' },
  expires: {
    tone: 'good',
    label: 'Expires',
    says: 'Still in the recycle bin. The system drops it by the date.',
  },
  pending: { tone: 'waiting', label: 'Pending', says: 'The vendor is still working on it.' },
  retained: { tone: 'exception', label: 'Retained', says: 'A rule of the policy keeps it.' },
  waived: { tone: 'exception', label: 'Waived', says: 'Two operators decided to leave it out.' },
  ambiguous: {
    tone: 'exception',
    label: 'Ambiguous',
    says: 'Several records match. Nothing was touched: a person must choose.',
  },
  unverifiable: {
    tone: 'exception',
    label: 'Unverifiable',
    says: 'Erased, but the system offers no way to read back.',
  },
  present: { tone: 'bad', label: 'Still present', says: 'Still there after erasing.' },
  failed: { tone: 'bad', label: 'Failed', says: 'Could not be done.' },
};

/** Data that nobody can erase on demand. The date beside the word is the day the system drops it. */
export const residualWords: Readonly<Record<Residual['verdict'], Words>> = {
  expires: { tone: 'waiting', label: 'Expires', says: 'Is read back after its date.' },
  erased: { tone: 'good', label: 'Gone', says: 'Read back as gone after its date.' },
  present: { tone: 'bad', label: 'Still there', says: 'Still there a month after its date.' },
  unverifiable: {
    tone: 'exception',
    label: 'Not verified',
    says: 'Nobody could read it back.',
  },
  retained: {
    tone: 'exception',
    label: 'Stays',
    says: 'The system keeps it without end, or a rule until the date.',
  },
};

const inProgress: Words = { tone: 'busy', label: 'In progress', says: 'No verdict yet.' };
const waiting: Words = { tone: 'waiting', label: 'Waiting', says: 'No verdict yet.' };
const leftOpen: Words = {
  tone: 'bad',
  label: 'No verdict',
  says: 'The request ended before this system was done.',
};

/** @param state of the request: once it has ended, a system without a verdict gets none */
export function wordsOfSystem(
  { verdict, reason, progress }: Pick<SystemStatus, 'verdict' | 'reason' | 'progress'>,
  { ended, completed }: { readonly ended: boolean; readonly completed: boolean },
): Words {
  if (verdict === null) {
    if (ended) return leftOpen;
    return progress?.waitingFor ? waiting : inProgress;
  }
  const words = wordsFor(verdictWords, verdict);
  // In a completed request the policy or the law allows it. These two reasons are no exception in any request.
  const allowed = completed || reason === 'no-identifier' || reason === 'shadow';
  return allowed && words.tone === 'exception' ? { ...words, tone: 'neutral' } : words;
}

const shadowWords: Readonly<Record<ShadowPlan['would'], string>> = {
  nothing: 'Nothing would be done: the person is not there.',
  export: 'Its records would be exported.',
  erase: 'Its records would be erased.',
  keep: 'A rule of the policy would keep its records.',
  choose: 'An operator would have to choose from its records.',
  fail: 'It could not be searched.',
};

/** What would be done in a system that is only being tried out. */
export function shadowText({ would, code, leads, notFollowed }: ShadowPlan): string {
  return [
    textFor(shadowWords, would),
    code !== null && meaningOfCode(code),
    leads > 0 && `Leads: ${leads}.`,
    notFollowed > 0 &&
      `Identifiers that only this system knows, and nobody followed: ${notFollowed}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

type NoLookUpReason = NoLookUp['why'];

const whyNotSearched: Readonly<Record<NoLookUpReason, string>> = {
  'no-identifier': 'no identifier is known that it can be asked by',
  refused: 'the system refused the question',
  incomplete: 'a directory could not be read, so an identifier may be missing',
  'not-offered': 'the vendor offers no such search',
  'control-missing': 'the control record was not found, so the configured property is wrong',
  shadow: 'the system is only being tried out',
};

const whyWaived: Readonly<Record<string, string>> = {
  disproportionate: 'the effort is out of proportion',
  'system-retired': 'the system is retired',
  'done-by-hand': 'it was done by hand',
  law: 'a law says so',
  other: 'another reason; the operator’s comment says which',
};

/** Why a system has its verdict, or was not asked something; a reason that this page does not know as it is. */
export function reasonText(reason: string): string {
  return textFor({ ...whyWaived, ...whyNotSearched }, reason);
}

interface FailureWords {
  readonly says: string;
  readonly acts: string;
}

const failureWords: Readonly<Record<FailureCode, FailureWords>> = {
  throttled: { says: 'The system kept telling us to slow down.', acts: 'Nobody: retry later' },
  unavailable: {
    says: 'The system could not be reached, or broke off its answer.',
    acts: 'Nobody: retry later',
  },
  'credentials-rejected': {
    says: 'The system does not accept our secret or certificate.',
    acts: 'Operator: renew the secret',
  },
  'permission-missing': {
    says: 'The sign-in worked, but a permission is not granted.',
    acts: 'Operator: grant the permission',
  },
  'privileged-account': {
    says: 'An administrator or a guest. Such accounts are never touched automatically.',
    acts: 'Operator: by hand, in the directory',
  },
  refused: {
    says: 'The system understood the call and refused it.',
    acts: 'Operator: ask the vendor why',
  },
  'unexpected-answer': {
    says: 'The answer is not what the vendor documents.',
    acts: 'Developer: look at the connector',
  },
  misconfigured: {
    says: 'Our configuration of this system is wrong.',
    acts: 'Operator: correct habeas.config.json',
  },
};

/** What a failure code means; empty where this page does not know it. */
export function meaningOfCode(code: string): string {
  return entryOf<FailureWords>(failureWords, code)?.says ?? '';
}

const verdictActs: Readonly<Record<string, string>> = {
  ambiguous: 'Operator: choose the records of the person',
  unconfirmed: 'Operator: look at the leads',
  present: 'Operator: retry, then ask the vendor',
  unverifiable: 'Operator: ask the vendor to confirm',
};

const unsearchedActs: Readonly<Record<string, string>> = {
  'no-identifier': 'Sender: ask the person for another identifier',
  refused: 'Operator: ask the vendor why',
  incomplete: 'Operator: see the directory that could not be read',
  'control-missing': 'Operator: correct the property name in the settings',
};

/** Who must act, and how; a dash where nobody must. */
export function whoActs({ verdict, code, reason }: SystemStatus): string {
  if (code !== null) return entryOf<FailureWords>(failureWords, code)?.acts ?? '–';
  if (verdict === null) return '–';
  const byReason = reason ? entryOf(unsearchedActs, reason) : undefined;
  return (verdict as string) === 'unsearched'
    ? (byReason ?? '–')
    : (entryOf(verdictActs, verdict) ?? '–');
}
