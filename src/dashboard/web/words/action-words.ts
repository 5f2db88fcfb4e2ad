// What an operator may do with a request, in words. The API names the actions that the caller may take now.
import {
  extensionReasons,
  holdReasons,
  identityProofs,
  refusalReasons,
} from '../../../domain/gates.ts';
import type { PossibleAction, SystemAction } from '../../../domain/request-action.ts';
import { waivedReasons } from '../../../domain/verdict.ts';
import { texts, type Texts } from '../texts/texts.ts';
import { entryOf, textFor } from './words.ts';

type Choices = readonly (readonly [code: string, words: string])[];

export interface ActionWords {
  /** The text of the button. */
  readonly label: string;
  /** What happens when it is confirmed. */
  readonly says: string;
  /** The field of the body whose value is one of several codes. */
  readonly choice?: { readonly field: string; readonly title: string; readonly choices: Choices };
  /** The operator may give the time at which the action ends by itself. */
  readonly takesUntil?: boolean;
  readonly takesComment?: boolean;
  /** It cannot be undone. */
  readonly isFinal?: boolean;
}

/** The actions on a whole request that need no more than a code and a comment. */
export type PlainAction = Exclude<PossibleAction, SystemAction | 'assign' | 'identifiers'>;

const choicesOf = (codes: readonly string[]): Choices =>
  codes.map((code) => [code, textFor(texts().actions.codes, code)] as const);

function tableOf(words: Texts['actions']): Readonly<Record<PlainAction, ActionWords>> {
  const proof = {
    field: 'proof',
    title: words.howProved,
    choices: choicesOf(identityProofs),
  };
  return {
    identity: { ...words.identity, choice: proof },
    approve: words.approve,
    refuse: { ...words.refuse, choice: reasonOf(refusalReasons), isFinal: true },
    withdraw: { ...words.withdraw, isFinal: true },
    hold: { ...words.hold, choice: reasonOf(holdReasons), takesUntil: true },
    resume: words.resume,
    extend: { ...words.extend, choice: reasonOf(extensionReasons), isFinal: true },
    retry: words.retry,
  };
}

function reasonOf(codes: readonly string[]) {
  return { field: 'reason', title: texts().actions.reason, choices: choicesOf(codes) };
}

/** Words of an action; undefined for an action that needs a form of its own, or that this page does not know. */
export function actionWords(action: string): ActionWords | undefined {
  const words = entryOf<ActionWords>(tableOf(texts().actions), action);
  return words && { ...words, takesComment: true };
}

/** Words for the waiver: the decision to leave out a system that can never be done. */
export function waiveWords(): ActionWords {
  return {
    ...texts().actions.waive,
    choice: reasonOf(waivedReasons),
    takesComment: true,
    isFinal: true,
  };
}
