// The codes of states, verdicts and failures in words for operators. Every code must have its words, or this file does not compile.
import type { FailureCode } from '../../domain/failure.ts';
import type { Delivery, EndReason, RequestState, RequestType } from '../../domain/request.ts';
import type { Residual, Verdict } from '../../domain/verdict.ts';

/** How a tag looks. It always has words too: colour alone tells nobody anything. */
export type Tone = 'good' | 'busy' | 'waiting' | 'exception' | 'bad';

export interface Words {
  readonly tone: Tone;
  readonly label: string;
  readonly says: string;
}

export const stateWords: Record<RequestState, Words> = {
  received: { tone: 'busy', label: 'Received', says: 'Accepted, not begun yet.' },
  resolving: {
    tone: 'busy',
    label: 'Resolving',
    says: 'Looking for the person in every system, or waiting for an earlier request of theirs.',
  },
  planned: { tone: 'busy', label: 'Planned', says: 'Found; waiting for its turn to begin.' },
  'awaiting-approval': {
    tone: 'waiting',
    label: 'Awaiting approval',
    says: 'A second person must approve the plan.',
  },
  'cooling-off': {
    tone: 'waiting',
    label: 'Cooling off',
    says: 'The person may still withdraw.',
  },
  'on-hold': { tone: 'waiting', label: 'On hold', says: 'Held until an operator resumes it.' },
  'needs-decision': {
    tone: 'waiting',
    label: 'Needs a decision',
    says: 'An operator must decide what only a person can.',
  },
  running: { tone: 'busy', label: 'Running', says: 'Visiting the systems.' },
  verifying: { tone: 'busy', label: 'Verifying', says: 'Reading back what is left.' },
  reporting: { tone: 'busy', label: 'Reporting', says: 'Writing the final status.' },
  completed: { tone: 'good', label: 'Completed', says: 'Every system has a good verdict.' },
  'completed-with-exceptions': {
    tone: 'exception',
    label: 'Completed with exceptions',
    says: 'Some systems are done, others are not: see each one below.',
  },
  refused: { tone: 'exception', label: 'Refused', says: 'An operator refused the request.' },
  withdrawn: { tone: 'exception', label: 'Withdrawn', says: 'The person took the request back.' },
  failed: { tone: 'bad', label: 'Failed', says: 'Nothing could be done.' },
};

export const reasonWords: Record<EndReason, string> = {
  'no-match': 'Every system was read, and none knows the person.',
  'no-system-done': 'No system has a good verdict.',
  internal: 'Habeas itself failed. Look into its logs by the id of the request.',
};

export const typeWords: Record<RequestType, string> = {
  access: 'Access',
  portability: 'Portability',
  erasure: 'Erasure',
};

export const verdictWords: Record<Verdict, Words> = {
  absent: { tone: 'good', label: 'Absent', says: 'Nothing is there, and nothing was.' },
  erased: { tone: 'good', label: 'Erased', says: 'Erased, and read back as gone.' },
  exported: { tone: 'good', label: 'Exported', says: 'Read whole.' },
  expires: {
    tone: 'good',
    label: 'Expires',
    says: 'Still in the recycle bin; the system drops it by the date.',
  },
  pending: { tone: 'waiting', label: 'Pending', says: 'The vendor is still working on it.' },
  retained: { tone: 'exception', label: 'Retained', says: 'Kept on purpose.' },
  waived: { tone: 'exception', label: 'Waived', says: 'Left out by two operators.' },
  ambiguous: {
    tone: 'exception',
    label: 'Ambiguous',
    says: 'Several people match. Nothing was touched: a person must choose.',
  },
  unverifiable: {
    tone: 'exception',
    label: 'Unverifiable',
    says: 'Erased, but the system has no way to read back.',
  },
  present: { tone: 'bad', label: 'Still present', says: 'Still there after erasing.' },
  failed: { tone: 'bad', label: 'Failed', says: 'Could not be done.' },
};

/** Of what nobody can erase on demand; the date beside it is the day it was to be gone. */
export const residualWords: Record<Residual['verdict'], Words> = {
  expires: { tone: 'waiting', label: 'Expires', says: 'Read back after its date.' },
  erased: { tone: 'good', label: 'Gone', says: 'Read back as gone after its date.' },
  present: { tone: 'bad', label: 'Still there', says: 'Still there a month after its date.' },
  unverifiable: {
    tone: 'exception',
    label: 'Not verified',
    says: 'Could not be read back; the evidence says why.',
  },
};

const visitingWords: Words = {
  tone: 'busy',
  label: 'In progress',
  says: 'Not decided yet.',
};

const leftOpenWords: Words = {
  tone: 'bad',
  label: 'Not decided',
  says: 'The request ended before this system was done.',
};

/** @param ended whether the request has ended: then a system without a verdict will get none */
export function wordsOfVerdict(verdict: Verdict | null, ended: boolean): Words {
  if (verdict !== null) return verdictWords[verdict];
  return ended ? leftOpenWords : visitingWords;
}

export const failureWords: Record<FailureCode, { readonly says: string; readonly acts: string }> = {
  throttled: { says: 'The system kept telling us to slow down.', acts: 'Nobody: retry later' },
  unavailable: {
    says: 'The system could not be reached or broke off.',
    acts: 'Nobody: retry later',
  },
  'credentials-rejected': {
    says: 'Our secret or certificate is not accepted.',
    acts: 'Operator: renew the secret',
  },
  'permission-missing': {
    says: 'Signed in, but a permission is not granted.',
    acts: 'Operator: grant the permission',
  },
  'privileged-account': {
    says: 'An administrator or a guest, which is never touched automatically.',
    acts: 'Operator: by hand, in the directory',
  },
  refused: { says: 'The system understood and declined.', acts: 'Operator: ask the vendor why' },
  'unexpected-answer': {
    says: 'The answer is not what the vendor documents.',
    acts: 'Developer: look at the connector',
  },
  misconfigured: {
    says: 'Our configuration of this system is wrong.',
    acts: 'Operator: correct habeas.config.json',
  },
};

/** Who must act where the verdict has no code. */
export const verdictActs: Partial<Record<Verdict, string>> = {
  ambiguous: 'Operator: choose the right person',
  present: 'Operator: retry, then ask the vendor',
  unverifiable: 'Operator: ask the vendor to confirm',
};

export const deliveryWords: Record<Delivery['state'], Words> = {
  none: { tone: 'waiting', label: 'Not yet', says: 'There is no final status yet.' },
  pending: { tone: 'busy', label: 'Being delivered', says: 'The receiver has not taken it yet.' },
  delivered: {
    tone: 'good',
    label: 'Delivered',
    says: 'On the queue dsar-status, and taken by the callback where there is one.',
  },
  'dead-lettered': {
    tone: 'bad',
    label: 'Not taken',
    says: 'The receiver did not take it for three days. Tell it another way.',
  },
};
