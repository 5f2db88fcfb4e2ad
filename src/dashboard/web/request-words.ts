// States and reasons of a request in words for operators. A code of the domain without words is a compile error.
import type { Delivery, EndReason, RequestState, RequestType } from '../../domain/request.ts';
import type { RequestRow } from '../../doors/http/api-shapes.ts';
import { doneNothing, type VerdictCounts } from './tally.ts';
import { entryOf, wordsFor, type Words } from './words.ts';

export const stateWords: Readonly<Record<RequestState | 'awaiting-identity', Words>> = {
  received: { tone: 'busy', label: 'Received', says: 'Accepted, not started yet.' },
  'awaiting-identity': {
    tone: 'waiting',
    label: 'Awaiting identity',
    says: 'The person must prove their identity.',
  },
  resolving: {
    tone: 'busy',
    label: 'Resolving',
    says: 'Looking for the person in every system.',
  },
  planned: { tone: 'busy', label: 'Planned', says: 'The plan is made; no system was changed yet.' },
  'awaiting-approval': {
    tone: 'waiting',
    label: 'Awaiting approval',
    says: 'A second person must approve the plan.',
  },
  'cooling-off': {
    tone: 'waiting',
    label: 'Cooling off',
    says: 'The person may still withdraw the request.',
  },
  'on-hold': { tone: 'waiting', label: 'On hold', says: 'Waits until an operator resumes it.' },
  'needs-decision': {
    tone: 'waiting',
    label: 'Needs a decision',
    says: 'An operator must choose which records are the person’s.',
  },
  running: { tone: 'busy', label: 'Running', says: 'Visiting the systems.' },
  verifying: { tone: 'busy', label: 'Verifying', says: 'Reading back what is left.' },
  reporting: { tone: 'busy', label: 'Reporting', says: 'Writing the final status.' },
  completed: { tone: 'good', label: 'Completed', says: 'Every system has a good verdict.' },
  'completed-with-exceptions': {
    tone: 'exception',
    label: 'Completed with exceptions',
    says: 'Some systems are done and others are not.',
  },
  refused: { tone: 'exception', label: 'Refused', says: 'An operator refused the request.' },
  withdrawn: { tone: 'exception', label: 'Withdrawn', says: 'The request was withdrawn.' },
  failed: { tone: 'bad', label: 'Failed', says: 'Nothing could be done.' },
};

type Reason =
  | EndReason
  | 'not-everywhere'
  | 'leads-left'
  | 'retained'
  | 'suspected-fraud'
  | 'insufficient-verification'
  | 'claim-not-covered'
  | 'outside-jurisdiction'
  | 'too-many-requests'
  | 'other';

/** Why a request ended as it did: a few words for a tag, and a sentence. */
const reasonWords: Readonly<Record<Reason, Pick<Words, 'label' | 'says'>>> = {
  'no-match': {
    label: 'nothing found',
    says: 'Every system was searched, and none knows the person.',
  },
  'not-everywhere': {
    label: 'not everywhere',
    says: 'Some systems could not be searched: no identifier is known that they can be asked by.',
  },
  'leads-left': {
    label: 'leads left',
    says: 'Records that may be the person’s were not touched.',
  },
  retained: { label: 'some data kept', says: 'Some data is kept by law, as planned.' },
  'no-system-done': { label: 'no system done', says: 'No system has a good verdict.' },
  internal: {
    label: 'internal error',
    says: 'Habeas itself failed. Search its logs for the id of the request.',
  },
  'suspected-fraud': { label: 'suspected fraud', says: 'Fraud is suspected.' },
  'insufficient-verification': {
    label: 'identity not proved',
    says: 'The identity of the person was not proved.',
  },
  'claim-not-covered': { label: 'not covered', says: 'The law does not cover what was asked.' },
  'outside-jurisdiction': {
    label: 'outside jurisdiction',
    says: 'The law does not apply to the person.',
  },
  'too-many-requests': { label: 'too many requests', says: 'The person sent too many requests.' },
  other: { label: 'another reason', says: 'The operator’s comment says why.' },
};

/**
 * State and reason of a request in words. A request that completed with a reason, or without doing anything, does not
 * look like a success.
 */
export function wordsOfRequest(
  { state, reason, type }: Pick<RequestRow, 'state' | 'reason' | 'type'>,
  verdicts: VerdictCounts,
): Words {
  const words = wordsFor(stateWords, state);
  if (reason !== null) {
    const known = entryOf(reasonWords, reason);
    return {
      tone: words.tone === 'good' ? 'neutral' : words.tone,
      label: `${words.label}: ${known?.label ?? reason}`,
      says: known?.says ?? words.says,
    };
  }
  if (state !== 'completed' || !doneNothing(verdicts)) return words;
  const label = type === 'erasure' ? 'nothing erased' : 'nothing exported';
  return { tone: 'neutral', label: `${words.label}: ${label}`, says: words.says };
}

export const typeWords: Readonly<Record<RequestType, string>> = {
  access: 'Access',
  portability: 'Portability',
  erasure: 'Erasure',
};

export const deliveryWords: Readonly<Record<Delivery['state'], Words>> = {
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
