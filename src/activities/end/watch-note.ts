import type { RecordRef } from '../../domain/match.ts';
import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Dependencies } from '../dependencies.ts';
import type { KeyedRecord } from '../visit/erase-records.ts';

/** What the watch needs of one system. */
export interface NoteOfSystem {
  /** RFC 3339: when its records were erased. */
  readonly since: string;
  /** The records to read back. */
  readonly records: readonly RecordRef[];
  /** The records that rules keep. They are erased when no rule keeps them any more. */
  readonly kept?: readonly KeyedRecord[];
}

/** What the watch needs when the dossier is unreadable. It is sealed under a key of its own. */
export type WatchNote = Readonly<Record<SystemId, NoteOfSystem>>;

/** @returns undefined when nothing was sealed, or nothing of this system */
export async function noteOfSystem(
  { register, envelopes }: Pick<Dependencies, 'register' | 'envelopes'>,
  requestId: RequestId,
  system: SystemId,
): Promise<NoteOfSystem | undefined> {
  const note = await register.watchNote(requestId);
  if (note === null) return undefined;
  return ((await envelopes.open(requestId, note)) as WatchNote)[system];
}
