import type { RecordRef } from '../../domain/match.ts';
import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Dependencies } from '../dependencies.ts';
import type { KeyedRecord } from '../visit/erase-records.ts';

/** The records of one system that the residual watch reads back. */
export interface WatchedSystem {
  /** RFC 3339: when its records were erased. */
  readonly since: string;
  /** The records to read back. */
  readonly records: readonly RecordRef[];
  /** The records that rules keep. They are erased when no rule keeps them any more. */
  readonly kept?: readonly KeyedRecord[];
}

/** The records that the residual watch reads back, by system. It is sealed under a key of its own, because the dossier is unreadable then. */
export type WatchList = Readonly<Record<SystemId, WatchedSystem>>;

/**
 * Opens the watch list of a request.
 * @returns the part of one system; undefined when the request has no watch list, or the system is not in it
 */
export async function watchedSystem(
  { register, envelopes }: Pick<Dependencies, 'register' | 'envelopes'>,
  requestId: RequestId,
  system: SystemId,
): Promise<WatchedSystem | undefined> {
  const envelope = await register.watchList(requestId);
  if (envelope === null) return undefined;
  return ((await envelopes.open(requestId, envelope)) as WatchList)[system];
}
