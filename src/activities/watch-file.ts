import type { RecordRef } from '../domain/match.ts';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import { sealedNames } from '../ports/sealed-store.ts';
import type { Dependencies } from './dependencies.ts';

/** Which records to read back in each system, and since when they have been gone. Sealed with the key for `watch`. */
export type WatchFile = Readonly<
  Record<SystemId, { readonly since: string; readonly records: readonly RecordRef[] }>
>;

export async function writeWatchFile(
  { keys, sealed }: Dependencies,
  requestId: RequestId,
  file: WatchFile,
): Promise<void> {
  await keys.ensure(requestId, 'watch');
  await sealed.put(requestId, sealedNames.watch, file, 'watch');
}

/**
 * @throws KeyDestroyed when nothing was ever sealed, or everything was settled
 * @throws SealedBlobMissing when storage lost it
 */
export async function readWatchFile(
  { sealed }: Dependencies,
  requestId: RequestId,
): Promise<WatchFile> {
  return (await sealed.get(requestId, sealedNames.watch, 'watch')) as WatchFile;
}

export async function destroyWatchFile(
  { keys, sealed }: Dependencies,
  requestId: RequestId,
): Promise<void> {
  await keys.destroy(requestId, 'watch');
  await sealed.discard(requestId, 'watch');
}
