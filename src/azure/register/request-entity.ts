import { isDeepStrictEqual } from 'node:util';
import type { Assignee } from '../../domain/assignee.ts';
import { gatesBy, noGates as noGateRule, type Gates } from '../../domain/gates.ts';
import {
  isTerminal,
  requestIdOf,
  type RegisteredRequest,
  type RequestId,
} from '../../domain/request.ts';
import type { Progress } from '../../domain/progress.ts';
import { reminders, type Reminder } from '../../domain/reminder.ts';
import { systemIdOf } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { appendFacts } from '../../journal/append-facts.ts';
import { factOfAdoption } from '../../journal/facts-of.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { earlierIndexRows, indexRows, indexRowsOfVersion2 } from './index-rows.ts';
import { registerPartition, requestRow, type Row } from './rows.ts';
import {
  beginJournal,
  growByStored,
  journalIn,
  journalProperties,
  looseFactsIn,
  type GrownRequest,
  type StoredJournal,
} from './stored-journal.ts';

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
  /** It has a row `searching-{id}`. */
  readonly searching: boolean;
  /**
   * True while an equal new request is answered with this request. When a retried request is opened again, another equal request may
   * already be open.
   */
  readonly holdsLikeness: boolean;
}

type Flat = Omit<
  RegisteredRequest,
  'delivery' | 'systems' | 'systemIds' | 'progress' | 'gates' | 'reminded' | 'assigned'
>;

/** A property with null is left out: Table storage has no null. */
type RequestEntity = Row & {
  readonly [K in keyof Flat as null extends Flat[K] ? never : K]: Flat[K];
} & {
  readonly [K in keyof Flat as null extends Flat[K] ? K : never]?: Exclude<Flat[K], null>;
} & {
  readonly deliveryState: RegisteredRequest['delivery']['state'];
  readonly deliveryAttempts: number;
  /** Rows of earlier versions have neither this member nor a row `remind-…`. */
  readonly reminded?: string;
  /** An `Assignee` as JSON; left out when nobody handles the request. */
  readonly assigned?: string;
} & Pick<Holdings, 'likenessHash'> &
  Partial<Pick<Holdings, 'begun' | 'shared' | 'searching' | 'holdsLikeness'>> & {
    /** The version of the rows for lists that were written with this row. */
    readonly lists?: number;
  };

/** Changes when `indexRows` changes: then the sweeper writes the rows of older versions again. */
export const listsVersion = 3;

/** The whole row of a request. It always replaces the previous row. */
export function toRequestEntity(
  request: RegisteredRequest,
  holdings: Holdings,
  journal: StoredJournal,
): RequestEntity {
  const { delivery, systems, systemIds, progress, gates, reminded, assigned, ...flat } = request;
  const { likenessHash, begun, shared, searching, holdsLikeness } = holdings;
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
    searching,
    reminded: reminded.join(','),
    ...(assigned && { assigned: JSON.stringify(assigned) }),
    ...(!holdsLikeness && { holdsLikeness }),
    lists: listsVersion,
    ...chunkedText('claims', JSON.stringify(holdings.claims)),
    ...chunkedText('after', JSON.stringify(holdings.after)),
    ...chunkedText('undecided', JSON.stringify(holdings.undecided)),
    ...chunkedText('systems', JSON.stringify(systems)),
    ...chunkedText('systemIds', JSON.stringify(systemIds)),
    ...(progress.length > 0 && chunkedText('progress', JSON.stringify(progress))),
    // Most requests have no gate.
    ...(!isDeepStrictEqual(gates, noGates) && chunkedText('gates', JSON.stringify(gates))),
    ...journalProperties(journal),
  };
}

const noGates = gatesBy(noGateRule);

function gatesIn(entity: object): Gates {
  const text = textOfChunks('gates', entity);
  return text === '' ? noGates : { ...noGates, ...(JSON.parse(text) as Gates) };
}

/** A request that was read from its row. */
export interface RequestOfEntity extends GrownRequest {
  readonly holdings: Holdings;
  /** The rows by which lists find it, as they were written with this row. */
  readonly indexed: readonly string[];
  /**
   * True when the row must be written again, because some of its facts are not chained yet or its rows for lists are of an earlier version.
   */
  readonly loose: boolean;
}

/**
 * Reads the row of a request, with the facts that were added since it was written as a whole. A row of an earlier version has no journal.
 * It gets a first fact with the content of the row.
 */
export function fromRequestEntity(entity: object): RequestOfEntity {
  const { request, holdings } = rowOf(entity);
  const journal = journalIn(entity);
  const known = journal ? { request, journal } : adopt(request, entity);
  const added = looseFactsIn(entity);
  const grown = added.reduce<GrownRequest>(growByStored, known);
  const isListed = (entity as RequestEntity).lists === listsVersion;
  const loose = journal === null || added.length > 0 || !isListed;
  const indexed = journal ? writtenIndexRows(request, entity) : [];
  return { ...grown, holdings, indexed, loose };
}

/** The request alone, as a list shows it. */
export function requestIn(entity: object): RegisteredRequest {
  const { request } = rowOf(entity);
  const isOfBefore = (entity as { headSeq?: unknown }).headSeq === undefined;
  const known = isOfBefore ? adopt(request, entity).request : request;
  return looseFactsIn(entity).reduce((row, facts) => appendFacts(row, facts).row, known);
}

function writtenIndexRows(request: RegisteredRequest, entity: object): string[] {
  const { lists } = entity as Pick<RequestEntity, 'lists'>;
  if (lists === listsVersion) return indexRows(request);
  if (lists === 2) return indexRowsOfVersion2(request);
  return earlierIndexRows(request, 'reminded' in entity);
}

function adopt(stored: RegisteredRequest, entity: object): GrownRequest {
  const request = isTerminal(stored.state) ? stored : withNewest(stored, newestLinesIn(entity));
  return { request, journal: beginJournal(factOfAdoption(request)) };
}

/** Rows of the previous version have no order of arrival: in them, a request has begun when its plan is written. */
function rowOf(entity: object): { request: RegisteredRequest; holdings: Holdings } {
  const row = entity as RequestEntity;
  const listed = (name: 'claims' | 'after' | 'undecided'): string[] =>
    JSON.parse(textOfChunks(name, entity) || '[]') as string[];
  const request = {
    id: requestIdOf(row.id),
    // Rows of earlier versions do not hold the sender.
    owner: (row as Partial<RequestEntity>).owner ?? '',
    type: row.type,
    regulation: row.regulation,
    language: row.language ?? null,
    reference: row.reference ?? null,
    state: row.state,
    reason: row.reason ?? null,
    receivedAt: row.receivedAt,
    dueAt: row.dueAt,
    reminded: remindedIn(row),
    updatedAt: row.updatedAt,
    finishedAt: row.finishedAt ?? null,
    planHash: row.planHash ?? null,
    assigned: row.assigned === undefined ? null : (JSON.parse(row.assigned) as Assignee),
    gates: gatesIn(entity),
    delivery: { state: row.deliveryState, attempts: row.deliveryAttempts },
    endings: row.endings,
    // Rows of earlier versions have neither member.
    run: (row as Partial<RequestEntity>).run ?? 1,
    dossier: (row as Partial<RequestEntity>).dossier ?? 0,
    systems: JSON.parse(textOfChunks('systems', entity)) as SystemVerdict[],
    progress: JSON.parse(textOfChunks('progress', entity) || '[]') as Progress[],
    flowVersion: row.flowVersion,
    closeAt: row.closeAt ?? null,
    watchAt: row.watchAt ?? null,
    watchUntil: row.watchUntil ?? null,
    systemIds: (JSON.parse(textOfChunks('systemIds', entity)) as string[]).map(systemIdOf),
    hasCallback: row.hasCallback,
  };
  return {
    request,
    holdings: {
      likenessHash: row.likenessHash,
      claims: listed('claims'),
      after: listed('after').map(requestIdOf),
      undecided: listed('undecided').map(requestIdOf),
      begun: row.begun ?? request.planHash !== null,
      shared: row.shared ?? false,
      searching: row.searching ?? false,
      holdsLikeness: row.holdsLikeness ?? true,
    },
  };
}

function remindedIn({ reminded = '' }: RequestEntity): Reminder[] {
  const told = reminded.split(',');
  return reminders.filter((what) => told.includes(what));
}

/** An earlier version merged the newest line of each system into the row, as a property of its own. */
const newestPrefix = 'newest_';

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
