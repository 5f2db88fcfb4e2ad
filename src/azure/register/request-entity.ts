import {
  isTerminal,
  requestIdOf,
  type RegisteredRequest,
  type RequestId,
} from '../../domain/request.ts';
import { systemIdOf } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { registerPartition, requestRow, type Row } from './rows.ts';

/** Data that the register stores with a request and does not show. */
export interface Holdings {
  readonly likenessHash: string;
  /** Hashes of its claims. */
  readonly claims: readonly string[];
  /** Requests that must end before this one begins. */
  readonly after: readonly RequestId[];
  /** Requests with the same claims that must be read before this one begins (`meet`). */
  readonly undecided: readonly RequestId[];
  readonly begun: boolean;
  /** Other requests may have some of its claims. False: no other request has them. */
  readonly shared: boolean;
  /** It has a row `looking-{id}`. */
  readonly looking: boolean;
}

type Flat = Omit<RegisteredRequest, 'delivery' | 'systems' | 'systemIds'>;

/** A property with null is left out: Table storage has no null. */
type RequestEntity = Row & {
  readonly [K in keyof Flat as null extends Flat[K] ? never : K]: Flat[K];
} & {
  readonly [K in keyof Flat as null extends Flat[K] ? K : never]?: Exclude<Flat[K], null>;
} & {
  readonly deliveryState: RegisteredRequest['delivery']['state'];
  readonly deliveryAttempts: number;
} & Pick<Holdings, 'likenessHash'> &
  Partial<Pick<Holdings, 'begun' | 'shared' | 'looking'>>;

/** The whole row of a request. It always replaces the previous row. */
export function toRequestEntity(request: RegisteredRequest, holdings: Holdings): RequestEntity {
  const { delivery, systems, systemIds, ...flat } = request;
  const { likenessHash, begun, shared, looking } = holdings;
  const present = Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== null));
  return {
    ...(present as Omit<
      RequestEntity,
      keyof Row | 'deliveryState' | 'deliveryAttempts' | 'likenessHash'
    >),
    partitionKey: registerPartition,
    rowKey: requestRow(request.id),
    deliveryState: delivery.state,
    deliveryAttempts: delivery.attempts,
    likenessHash,
    begun,
    shared,
    looking,
    ...chunkedText('claims', JSON.stringify(holdings.claims)),
    ...chunkedText('after', JSON.stringify(holdings.after)),
    ...chunkedText('undecided', JSON.stringify(holdings.undecided)),
    ...chunkedText('systems', JSON.stringify(systems)),
    ...chunkedText('systemIds', JSON.stringify(systemIds)),
  };
}

const newestPrefix = 'newest_';

/** The newest line of one system, as a property that is merged into the row while the request runs. */
export function newestLine(system: SystemVerdict): Record<string, string> {
  return { [`${newestPrefix}${system.id.replaceAll('-', '_')}`]: JSON.stringify(system) };
}

/** Rows of the previous version have no order of arrival: in them, a request has begun when its plan is written. */
export function fromRequestEntity(entity: object): {
  request: RegisteredRequest;
  holdings: Holdings;
} {
  const row = entity as RequestEntity;
  const listed = (name: 'claims' | 'after' | 'undecided'): string[] =>
    JSON.parse(textOfChunks(name, entity) || '[]') as string[];
  const request = {
    id: requestIdOf(row.id),
    // Rows of earlier versions do not say who asked.
    owner: (row as Partial<RequestEntity>).owner ?? '',
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
    systems: JSON.parse(textOfChunks('systems', entity)) as SystemVerdict[],
    flowVersion: row.flowVersion,
    closeAt: row.closeAt ?? null,
    watchAt: row.watchAt ?? null,
    watchUntil: row.watchUntil ?? null,
    systemIds: (JSON.parse(textOfChunks('systemIds', entity)) as string[]).map(systemIdOf),
    hasCallback: row.hasCallback,
  };
  return {
    // A step that is repeated after the end may still merge its line: the final status does not change by it.
    request: isTerminal(request.state) ? request : withNewest(request, newestLinesIn(entity)),
    holdings: {
      likenessHash: row.likenessHash,
      claims: listed('claims'),
      after: listed('after').map(requestIdOf),
      undecided: listed('undecided').map(requestIdOf),
      begun: row.begun ?? request.planHash !== null,
      shared: row.shared ?? false,
      looking: row.looking ?? false,
    },
  };
}

function newestLinesIn(entity: object): SystemVerdict[] {
  return Object.entries(entity)
    .filter(([name]) => name.startsWith(newestPrefix))
    .map(([, line]) => JSON.parse(String(line)) as SystemVerdict);
}

function withNewest(
  request: RegisteredRequest,
  newest: readonly SystemVerdict[],
): RegisteredRequest {
  if (newest.length === 0) return request;
  const lines = new Map([...request.systems, ...newest].map((line) => [line.id, line]));
  const times = [request.updatedAt, ...newest.map(({ updatedAt }) => updatedAt)].sort();
  return { ...request, systems: [...lines.values()], updatedAt: times.at(-1) ?? request.updatedAt };
}
