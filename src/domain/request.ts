import type { Assignee } from './assignee.ts';
import type { Progress } from './progress.ts';
import type { Reminder } from './reminder.ts';
import type { Gates, RefusalReason } from './gates.ts';
import type { Door, Regulation, RequestType } from './request-type.ts';
import type { SystemId } from './system.ts';
import type { SystemVerdict } from './verdict.ts';

export type { Door, Regulation, RequestType };

declare const requestIdBrand: unique symbol;

/** A ULID. It is also the instance id of the first orchestration, and the first part of every blob name. */
export type RequestId = string & { readonly [requestIdBrand]: 'RequestId' };

/** A ULID is 26 characters of Crockford's base 32; the first is at most 7, because a ULID has 128 bits. */
export function isRequestId(text: string): text is RequestId {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** @throws when the text is not a request id; the message does not repeat the text */
export function requestIdOf(text: string): RequestId {
  if (!isRequestId(text)) throw new Error('A request id was expected: a ULID.');
  return text;
}

export const terminalStates = [
  'completed',
  'completed-with-exceptions',
  'refused',
  'withdrawn',
  'failed',
] as const;

export type TerminalState = (typeof terminalStates)[number];

export const requestStates = [
  'received',
  'awaiting-identity',
  'resolving',
  'planned',
  'awaiting-approval',
  'cooling-off',
  'on-hold',
  'needs-decision',
  'running',
  'verifying',
  'reporting',
  ...terminalStates,
] as const;

export type RequestState = (typeof requestStates)[number];

export function isTerminal(state: RequestState): state is TerminalState {
  return (terminalStates as readonly string[]).includes(state);
}

/** Why a request ended, when the state alone does not say it. */
export type EndReason =
  | 'not-everywhere'
  | 'leads-left'
  | 'retained'
  | 'no-match'
  | 'no-system-done'
  | 'internal'
  | RefusalReason;

/** The delivery of the final status. `none`: there is no final status yet. */
export interface Delivery {
  readonly state: 'none' | 'pending' | 'delivered' | 'dead-lettered';
  readonly attempts: number;
}

/** A request as the register stores it. It is shown, listed and logged, so it holds no personal data. */
export interface RegisteredRequest {
  readonly id: RequestId;
  /** The mark of the caller who asked (`Principal.mark`): that caller may see it. */
  readonly owner: string;
  readonly type: RequestType;
  readonly regulation: Regulation;
  readonly language: string | null;
  readonly reference: string | null;
  readonly state: RequestState;
  readonly reason: EndReason | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  /** The reminders that were sent for its last day. When the last day moves, the list starts again. */
  readonly reminded: readonly Reminder[];
  readonly updatedAt: string;
  readonly finishedAt: string | null;
  readonly planHash: string | null;
  /** Who handles it; null: nobody has taken it. */
  readonly assigned: Assignee | null;
  /** The gates it must pass, and what was decided about it. */
  readonly gates: Gates;
  readonly delivery: Delivery;
  /** How often the request has ended. Each corrected final status counts as a new end. */
  readonly endings: number;
  /** The number of its orchestration, from 1. Each retry has an orchestration of its own. */
  readonly run: number;
  /** The newest version of the dossier that a plan or a report was made from; 0 before the first plan. */
  readonly dossier: number;
  /** What is true of each system by now, and what the residual watch read back since the report. */
  readonly systems: readonly SystemVerdict[];
  /** The newest try in each system that was tried and has no verdict yet. Empty once the request has ended. */
  readonly progress: readonly Progress[];
  /** The version of the flow that the orchestration was started with. */
  readonly flowVersion: string;
  /** When the request's key will be destroyed. Null while the request is open, and once the key is destroyed. */
  readonly closeAt: string | null;
  /** When the residual watch reads back next; null when nothing is watched. */
  readonly watchAt: string | null;
  /** The first read-back at or after this time is the last one. */
  readonly watchUntil: string | null;
  readonly systemIds: readonly SystemId[];
  /** The sender gave a callback address; it is stored sealed. */
  readonly hasCallback: boolean;
}
