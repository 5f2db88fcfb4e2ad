// The rows of the register. They are in one partition, because a transaction of Table storage cannot change several partitions:
//
//   r-{id reversed in order}     a request with the verdicts of its systems and its newest facts; newest first
//   fact-{id}-{number}           facts of a request, beginning with the one of this number
//   due-{time}-{id}              the request has not ended and is due at this time
//   brake-{id}                   the request has not ended, and the brake put it on hold
//   remind-{time}-{id}           the request has not ended, and something is to be told about its clock at this time
//   unheard-{id}                 the request has not ended, and its flow has not read the newest decision or retry yet
//   waits-{system}.{id reversed} the request has not ended and that system holds it up; `.any`: some system does
//   at-{state}.{id reversed}     the request is in a state that is not the usual one
//   verdict-{system}.{verdict}.{id reversed}
//                                the system has a verdict that is not the usual one; `.any`: some system has it
//   many-{id reversed}           the request has more such systems than it has rows for
//   mine-{kind}-{name}!{id reversed}
//                                this key or person handles the request
//   ref-{reference}!{id reversed}
//                                the sender gave this reference
//   lists-{number}               every request has the rows for lists as this version of the service knows them
//   counted                      how many requests there are up to one of them
//   searching-{id}               the request only reads and is still searching; oldest first
//   like-{hash}                  the likeness of an open request
//   claim-{hash}                 an identifier or a record of a subject, and the open requests that claim it
//   intent-{id}-{system}-{name}  the intent of a change in a system
//   key-{id}-{purpose}           a wrapped key, and the first content that it sealed
//   idem-{hash}                  a used idempotency key
//   idemof-{id}-{hash}           the same, to find it by its request
//   deliver-{id}                 the request has ended, and its status is not delivered yet
//   dead-{id}                    its status was dead-lettered; may stand a while after it was delivered
//   close-{time}-{id}            the key of the request must be destroyed at this time
//   package-{time}-{id}          the request finished at this time and has a package
//   forget-{time}-{id}           the request finished at this time and may have idempotency keys
//   watch-{time}-{id}            residuals must be read back at this time
//   watchlist-{id}               the sealed list of records to watch, and its wrapped key
import type { Assignee } from '../../domain/assignee.ts';
import type { RequestId, RequestState } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { KeyPurpose } from '../../ports/key-ring.ts';

export const registerPartition = 'register';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reverses the order of ULIDs, so that the newest request comes first: Table storage sorts in ascending order only. */
function reversed(requestId: string): string {
  return Array.from(requestId, (letter) => alphabet[31 - alphabet.indexOf(letter)] ?? letter).join(
    '',
  );
}

/** A list that holds its requests newest first: the row keys of all, which begin with this, end with the reversed id. */
type NewestFirst = string;

export const rowIn = (list: NewestFirst, requestId: RequestId): string =>
  `${list}${reversed(requestId)}`;
export const allRequests: NewestFirst = 'r-';
export const requestRow = (requestId: RequestId): string => rowIn(allRequests, requestId);
/** The prefix of the row keys of all requests whose ids begin with this text; null when no id can begin with it. */
export const requestsWhoseIdBegins = (text: string): string | null =>
  /^[0-9A-HJKMNP-TV-Z]{1,26}$/.test(text) ? `${allRequests}${reversed(text)}` : null;
/** The facts of a request, from the one with this number on. */
export const factRow = (requestId: RequestId, seq: number): string =>
  `${factsOfRequest(requestId)}${String(seq).padStart(9, '0')}`;
export const factsOfRequest = (requestId: RequestId): string => `fact-${requestId}-`;
export const dueRow = (dueAt: string, requestId: RequestId): string => `due-${dueAt}-${requestId}`;
export const brakePrefix = 'brake-';
export const brakeRow = (requestId: RequestId): string => `${brakePrefix}${requestId}`;
export const unheardPrefix = 'unheard-';
export const unheardRow = (requestId: RequestId): string => `${unheardPrefix}${requestId}`;
export const remindPrefix = 'remind-';
export const remindRow = (at: string, requestId: RequestId): string =>
  `${remindPrefix}${at}-${requestId}`;
/** No system id has a dot, so `.any` is not a system id. */
const named = (system: SystemId | 'any'): string => (system === 'any' ? '.any' : system);
export const waitingFor = (system: SystemId | 'any'): NewestFirst => `waits-${named(system)}.`;
export const inState = (state: RequestState): NewestFirst => `at-${state}.`;
export const withVerdict = (system: SystemId | 'any', verdict: Verdict): NewestFirst =>
  `verdict-${named(system)}.${verdict}.`;
/** Neither the name of a key nor a directory id has an exclamation mark. */
export const handledBy = ({ kind, id }: Assignee): NewestFirst => `mine-${kind}-${id}!`;
export const withManySystems: NewestFirst = 'many-';
/** A reference has no exclamation mark. */
export const referenceRow = (reference: string, requestId: RequestId): string =>
  rowIn(`${referencesFrom(reference)}!`, requestId);
export const countedRow = 'counted';
export const listsRow = (version: number): string => `lists-${String(version)}`;
export const referencesFrom = (prefix: string): string => `ref-${prefix}`;
export const keyRow = (requestId: RequestId, purpose: KeyPurpose): string =>
  `key-${requestId}-${purpose}`;
export const idempotencyRow = (keyHash: string): string => `idem-${keyHash}`;
export const idempotencyOfRow = (requestId: RequestId, keyHash: string): string =>
  `idemof-${requestId}-${keyHash}`;
export const likenessRow = (likenessHash: string): string => `like-${likenessHash}`;
export const claimRow = (hash: string): string => `claim-${hash}`;
export const searchingRow = (requestId: RequestId): string => `searching-${requestId}`;
export const closeRow = (closeAt: string, requestId: RequestId): string =>
  `close-${closeAt}-${requestId}`;
export const forgetRow = (finishedAt: string, requestId: RequestId): string =>
  `forget-${finishedAt}-${requestId}`;
export const watchRow = (watchAt: string, requestId: RequestId): string =>
  `watch-${watchAt}-${requestId}`;
export const watchListRow = (requestId: RequestId): string => `watchlist-${requestId}`;
export const deliverRow = (requestId: RequestId): string => `deliver-${requestId}`;
export const deadLetterRow = (requestId: RequestId): string => `dead-${requestId}`;
export const packageRow = (finishedAt: string, requestId: RequestId): string =>
  `package-${finishedAt}-${requestId}`;

/** Without a name: the prefix of all intents of the request. */
export function intentRow(requestId: RequestId, systemId?: SystemId, name = ''): string {
  const all = `intent-${requestId}-`;
  // A row key must not contain `/`, `\`, `#` or `?`, and a percent sign causes errors too:
  // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#characters-disallowed-in-key-fields
  return systemId === undefined
    ? all
    : `${all}${systemId}-${encodeURIComponent(name).replaceAll('%', '~')}`;
}

export interface Row {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** A row that only points at a request. */
export interface Pointer extends Row {
  readonly requestId: RequestId;
}

export function pointer(rowKey: string, requestId: RequestId): Pointer {
  return { partitionKey: registerPartition, rowKey, requestId };
}
