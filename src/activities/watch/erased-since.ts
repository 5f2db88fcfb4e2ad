import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Dependencies } from '../dependencies.ts';
import type { WatchedSystem } from '../end/watch-list.ts';
import type { KeyedRecord } from '../visit/erase-records.ts';

/**
 * The name of the intent to erase a kept record after its rule has ended. The name differs from the one that the request used, because the request may have begun an
 * erasure before the rule was made.
 */
export const lateErasure = (key: string): string => `erase-kept-${key}`;

export interface ErasedSince extends KeyedRecord {
  /** RFC 3339: when the intent of its erasure was written. */
  readonly begunAt: string;
}

/** The kept records whose erasure was begun after their rule had ended. An erasure that was begun is always completed. */
export async function erasedSince(
  { register }: Pick<Dependencies, 'register'>,
  requestId: RequestId,
  system: SystemId,
  { kept = [] }: WatchedSystem,
): Promise<ErasedSince[]> {
  if (kept.length === 0) return [];
  const intents = (await register.intentsOf(requestId)).filter((one) => one.system === system);
  return kept.flatMap((one) => {
    const begun = intents.find(({ name }) => name === lateErasure(one.key));
    return begun ? [{ ...one, begunAt: begun.begunAt }] : [];
  });
}
