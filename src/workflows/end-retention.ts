import { freshPatience } from '../domain/patience.ts';
import type { RetentionLook } from '../domain/retention-watch.ts';
import type { Durable, Flow } from './durable.ts';
import { persist } from './persist.ts';
import { eraseKept } from './steps/erase-kept.ts';
import { readKept } from './steps/read-kept.ts';
import type { ReadResidualsOrder } from './steps/read-residuals.ts';

/** How many times one visit may erase records that are still there. */
const mostErasures = 2;

/**
 * Visits a system where a rule should have ended. Data that no rule keeps any more is erased and read back. When this fails, a later visit
 * tries it again on another day.
 */
export function* endRetention(
  durable: Durable,
  { requestId, system }: ReadResidualsOrder,
  giveUpAfterSeconds: number,
): Flow<RetentionLook> {
  let patience = freshPatience;
  for (let erasures = 1; ; erasures++) {
    const erased = yield* persist(durable, patience, giveUpAfterSeconds, (_patience, since) =>
      durable.step(eraseKept, { requestId, system, since }),
    );
    if (erased.kind === 'failed') return { kind: 'unfreed', code: erased.code };
    if (erased.value.kind !== 'erased') return erased.value;
    const { erasedAt, staysInBin, still } = erased.value;
    const read = yield* persist(
      durable,
      erased.patience,
      giveUpAfterSeconds,
      (_patience, goneSince) => durable.step(readKept, { requestId, system, erasedAt, goneSince }),
    );
    if (read.kind === 'failed') return { kind: 'unfreed', code: read.code };
    const { verdict } = read.value;
    const isLeft = verdict === 'present' || (verdict === 'expires' && !staysInBin);
    if (!isLeft || erasures === mostErasures) return { kind: 'freed', still, ...read.value };
    ({ patience } = read);
  }
}
