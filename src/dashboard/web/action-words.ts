// What an operator may do with a request, in words. The API names the actions that the caller may take now.
import {
  extensionReasons,
  holdReasons,
  identityProofs,
  refusalReasons,
} from '../../domain/gates.ts';
import type { PossibleAction, SystemAction } from '../../domain/request-action.ts';
import { entryOf } from './words.ts';

type Choices = readonly (readonly [code: string, words: string])[];

export interface ActionWords {
  /** The words of the button. */
  readonly label: string;
  /** What happens when it is confirmed. */
  readonly says: string;
  /** The field of the body that takes one of several codes. */
  readonly choice?: { readonly field: string; readonly title: string; readonly choices: Choices };
  /** The action takes the time at which it ends by itself. */
  readonly takesUntil?: boolean;
  /** It cannot be undone. */
  readonly isFinal?: boolean;
}

const codeWords: Readonly<Record<string, string>> = {
  'suspected-fraud': 'Fraud is suspected',
  'insufficient-verification': 'The identity was not proved',
  'claim-not-covered': 'The law does not cover it',
  'outside-jurisdiction': 'The law does not apply to the person',
  'too-many-requests': 'Too many requests of the person',
  'sign-in': 'By signing in',
  document: 'By a document',
  call: 'By a call',
  complexity: 'The request is complex',
  'number-of-requests': 'There are many requests',
  'legal-hold': 'Legal hold',
  investigation: 'Investigation',
  identity: 'The identity is in doubt',
  clarification: 'The person must clarify the request',
  fee: 'A fee is due',
  other: 'Another reason',
};

const choicesOf = (codes: readonly string[]): Choices =>
  codes.map((code) => [code, codeWords[code] ?? code] as const);

/** Actions that this page does not offer. */
type NotHere = SystemAction | 'assign' | 'identifiers';

const table: Readonly<Record<Exclude<PossibleAction, NotHere>, ActionWords>> = {
  identity: {
    label: 'Identity is proved',
    says: 'The request goes on. The record says how the identity was proved.',
    choice: { field: 'proof', title: 'How it was proved', choices: choicesOf(identityProofs) },
  },
  approve: {
    label: 'Approve',
    says: 'Approves the plan that this page shows. When the plan changes before it is carried out, the request asks again.',
  },
  refuse: {
    label: 'Refuse',
    says: 'The request ends as refused, and the person is told why.',
    choice: { field: 'reason', title: 'Reason', choices: choicesOf(refusalReasons) },
    isFinal: true,
  },
  withdraw: {
    label: 'Withdraw',
    says: 'The request ends as withdrawn. Accounts that were disabled for it are enabled again.',
    isFinal: true,
  },
  hold: {
    label: 'Put on hold',
    says: 'Nothing begins until somebody resumes the request.',
    choice: { field: 'reason', title: 'Reason', choices: choicesOf(holdReasons) },
    takesUntil: true,
  },
  resume: { label: 'Resume', says: 'Ends the hold. The request goes on.' },
  extend: {
    label: 'Extend the time',
    says: 'Takes the longer time that the law allows. This can be done once, and the person is told.',
    choice: { field: 'reason', title: 'Reason', choices: choicesOf(extensionReasons) },
    isFinal: true,
  },
  retry: {
    label: 'Retry',
    says: 'Visits every system again that was not done. The request ends anew, with a new final status.',
  },
};

/** Words of an action; undefined for an action that this page cannot offer. */
export function actionWords(action: string): ActionWords | undefined {
  return entryOf<ActionWords>(table, action);
}
