import type { Delivery, EndReason, RequestState, RequestType } from '../../../../domain/request.ts';
import type { Told } from '../told.ts';

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

/** States and reasons of a request. A code of the domain without words is a compile error. */
export const requestWords = {
  unknown: 'This page does not know this word yet.',
  states: {
    received: { label: 'Received', says: 'Accepted, not started yet.' },
    'awaiting-identity': {
      label: 'Awaiting identity',
      says: 'The person must prove their identity.',
    },
    resolving: { label: 'Resolving', says: 'Looking for the person in every system.' },
    planned: { label: 'Planned', says: 'The plan is made; no system was changed yet.' },
    'awaiting-approval': {
      label: 'Awaiting approval',
      says: 'A second person must approve the plan.',
    },
    'cooling-off': { label: 'Cooling off', says: 'The person may still withdraw the request.' },
    'on-hold': { label: 'On hold', says: 'Waits until an operator resumes it.' },
    'needs-decision': {
      label: 'Needs a decision',
      says: 'An operator must choose which records are the person’s.',
    },
    running: { label: 'Running', says: 'Visiting the systems.' },
    verifying: { label: 'Verifying', says: 'Reading back what is left.' },
    reporting: { label: 'Reporting', says: 'Writing the final status.' },
    completed: { label: 'Completed', says: 'Every system has a good verdict.' },
    'completed-with-exceptions': {
      label: 'Completed with exceptions',
      says: 'Some systems are done and others are not.',
    },
    refused: { label: 'Refused', says: 'An operator refused the request.' },
    withdrawn: { label: 'Withdrawn', says: 'The request was withdrawn.' },
    failed: { label: 'Failed', says: 'Nothing could be done.' },
  } satisfies Record<RequestState, Told>,
  reasons: {
    'no-match': {
      label: 'nothing found',
      says: 'Every system was searched, and none knows the person.',
    },
    'not-everywhere': {
      label: 'not everywhere',
      says: 'Some systems could not be searched, because no identifier is known by which they can be searched.',
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
    'too-many-requests': {
      label: 'too many requests',
      says: 'The person sent too many requests.',
    },
    other: { label: 'another reason', says: 'The operator’s comment says why.' },
  } satisfies Record<Reason, Told>,
  nothingErased: 'nothing erased',
  nothingExported: 'nothing exported',
  types: {
    access: 'Access',
    portability: 'Portability',
    erasure: 'Erasure',
  } satisfies Record<RequestType, string>,
  deliveries: {
    none: { label: 'Not yet', says: 'There is no final status yet.' },
    pending: { label: 'Being delivered', says: 'The receiver has not accepted it yet.' },
    delivered: {
      label: 'Delivered',
      says: 'It is in the queue dsar-status, and the receiver of the callback, if there is one, has accepted it.',
    },
    'dead-lettered': {
      label: 'Not taken',
      says: 'The receiver did not accept it for three days. Inform the receiver in another way.',
    },
  } satisfies Record<Delivery['state'], Told>,
  tally: {
    unknown: 'not known yet',
    of: (done: number, all: number) => `${done} of ${all}`,
    open: 'open',
  },
  due: {
    endedLate: 'ended late',
    overdue: (days: number) => (days === 1 ? 'overdue by 1 day' : `overdue by ${days} days`),
    lastDay: 'less than a day left',
    left: (days: number) => (days === 1 ? '1 day left' : `${days} days left`),
    after: (time: string) => `after ${time}`,
  },
  duration: {
    day: 'day',
    days: 'days',
    short: 'less than 1 s',
  },
  news: {
    state: (label: string) => `Request is now: ${label}.`,
    waiting: (titles: string) => `Now waiting for ${titles}.`,
    notWaiting: 'No longer waiting.',
  },
};
