// The rows of the register. One partition holds whatever must change together, for a transaction of Table storage stays inside one:
//
//   r-{id reversed in order}   a request, newest first       like-{hash}           likeness of an open request
//   open-{id}                  not ended, oldest first       claim-{hash}          a record of a subject, held by a request
//   deliver-{id}               ended, its status is owed     close-{time}-{id}     its key is to be destroyed then
//   key-{id}-{purpose}         a key, what it sealed first   package-{time}-{id}   finished then, has a package
//   idem-{hash}                an idempotency key, spent     forget-{time}-{id}    its idempotency keys go then
//   idemof-{id}-{hash}         the same, found by request     watch-{time}-{id}     what expires by itself is read back then
//   watchnote-{id}             whom that is about, sealed, and the wrapped key
//   system-{id}-{system}       what is true of a system      deed-{id}-{system}-{deed}   an intent
import { requestIdOf, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { systemIdOf, type SystemId } from '../../domain/system.ts';
import type { KeyPurpose } from '../../ports/key-ring.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';

export const registerPartition = 'register';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reverses the order of ULIDs, so that the newest request comes first: Table storage sorts upwards only. */
function reversed(requestId: RequestId): string {
  return Array.from(requestId, (letter) => alphabet[31 - alphabet.indexOf(letter)] ?? letter).join(
    '',
  );
}

export const requestRow = (requestId: RequestId): string => `r-${reversed(requestId)}`;
export const openRow = (requestId: RequestId): string => `open-${requestId}`;
export const keyRow = (requestId: RequestId, purpose: KeyPurpose): string =>
  `key-${requestId}-${purpose}`;
export const idempotencyRow = (keyHash: string): string => `idem-${keyHash}`;
export const idempotencyOfRow = (requestId: RequestId, keyHash: string): string =>
  `idemof-${requestId}-${keyHash}`;
export const likenessRow = (likenessHash: string): string => `like-${likenessHash}`;
export const claimRow = (recordHash: string): string => `claim-${recordHash}`;
export const closeRow = (closeAt: string, requestId: RequestId): string =>
  `close-${closeAt}-${requestId}`;
export const forgetRow = (finishedAt: string, requestId: RequestId): string =>
  `forget-${finishedAt}-${requestId}`;
export const watchRow = (watchAt: string, requestId: RequestId): string =>
  `watch-${watchAt}-${requestId}`;
export const watchNoteRow = (requestId: RequestId): string => `watchnote-${requestId}`;
export const deliverRow = (requestId: RequestId): string => `deliver-${requestId}`;
export const packageRow = (finishedAt: string, requestId: RequestId): string =>
  `package-${finishedAt}-${requestId}`;

/** Without a system: what the keys of all systems of the request begin with. */
export const systemRow = (requestId: RequestId, systemId: SystemId | '' = ''): string =>
  `system-${requestId}-${systemId}`;

/** Without a deed: what the keys of all intents of the request begin with. */
export function deedRow(requestId: RequestId, systemId?: SystemId, deed = ''): string {
  const all = `deed-${requestId}-`;
  // Row keys may not hold `/`, `\`, `#`, `?`; a percent sign is trouble too.
  return systemId === undefined
    ? all
    : `${all}${systemId}-${encodeURIComponent(deed).replaceAll('%', '~')}`;
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

/** What the register keeps with a request beside what it shows. */
export interface Holdings {
  readonly likenessHash: string;
  readonly claims: readonly string[];
}

type Flat = Omit<RegisteredRequest, 'delivery' | 'systems' | 'systemIds'>;

/** Nulls are left out, for Table storage knows none. */
export type RequestEntity = Row & {
  readonly [K in keyof Flat as null extends Flat[K] ? never : K]: Flat[K];
} & {
  readonly [K in keyof Flat as null extends Flat[K] ? K : never]?: Exclude<Flat[K], null>;
} & {
  readonly deliveryState: RegisteredRequest['delivery']['state'];
  readonly deliveryAttempts: number;
  readonly likenessHash: string;
};

/** Rows are always replaced whole. */
export function toRequestEntity(request: RegisteredRequest, holdings: Holdings): RequestEntity {
  const { delivery, systems, systemIds, ...flat } = request;
  const present = Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== null));
  return {
    ...(present as Omit<RequestEntity, 'deliveryState' | 'deliveryAttempts' | 'likenessHash'>),
    partitionKey: registerPartition,
    rowKey: requestRow(request.id),
    deliveryState: delivery.state,
    deliveryAttempts: delivery.attempts,
    likenessHash: holdings.likenessHash,
    ...chunkedText('claims', JSON.stringify(holdings.claims)),
    ...chunkedText('systems', JSON.stringify(systems)),
    ...chunkedText('systemIds', JSON.stringify(systemIds)),
  };
}

export function fromRequestEntity(entity: object): {
  request: RegisteredRequest;
  holdings: Holdings;
} {
  const row = entity as RequestEntity;
  const parsed = (name: string): unknown => JSON.parse(textOfChunks(name, entity));
  return {
    request: {
      id: requestIdOf(row.id),
      type: row.type,
      regulation: row.regulation,
      language: row.language ?? null,
      reference: row.reference ?? null,
      state: row.state,
      reason: row.reason ?? null,
      receivedAt: row.receivedAt,
      dueAt: row.dueAt,
      updatedAt: row.updatedAt,
      finishedAt: row.finishedAt ?? null,
      planHash: row.planHash ?? null,
      delivery: { state: row.deliveryState, attempts: row.deliveryAttempts },
      endings: row.endings,
      systems: parsed('systems') as RegisteredRequest['systems'],
      flowVersion: row.flowVersion,
      closeAt: row.closeAt ?? null,
      watchAt: row.watchAt ?? null,
      watchUntil: row.watchUntil ?? null,
      systemIds: (parsed('systemIds') as string[]).map(systemIdOf),
      hasCallback: row.hasCallback,
    },
    holdings: { likenessHash: row.likenessHash, claims: parsed('claims') as string[] },
  };
}
