import { SystemFailure } from '../../domain/failure.ts';
import type { FindOptions } from '../../ports/system-access.ts';
import type { ProbeStep } from './probe-by.ts';
import { isRefusal, type SearchLog } from './search-log.ts';

/** A record that is known to exist. When it is not found, the name of the property that is searched must be wrong. */
export interface ControlRecord {
  /**
   * Records in the log of a search that the control record is missing. After it was found, it is searched for again a day later, or when
   * the last probe of any host did not find it.
   */
  check(log: SearchLog, options?: FindOptions): Promise<void>;
  readonly probe: ProbeStep;
}

const dayMs = 86_400_000;

/**
 * @param setting the name of the setting that names the property
 * @param isThere searches for the control record in the same way as for people
 */
export function controlRecord(
  setting: string,
  isThere: () => Promise<boolean>,
  now: () => Date,
): ControlRecord {
  let foundUntil = -Infinity;

  async function search(): Promise<boolean> {
    foundUntil = -Infinity;
    const found = await isThere();
    if (found) foundUntil = now().getTime() + dayMs;
    return found;
  }

  return {
    async check(log, { controlDoubted = false } = {}) {
      if (!controlDoubted && now().getTime() < foundUntil) return;
      try {
        if (!(await search())) log.missed({ what: 'control-record', why: 'control-missing' });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.missed({ what: 'control-record', why: 'refused' });
      }
    },
    probe: {
      what: 'find the control record',
      fix: `Correct the name in ${setting}, or the object ID in control: the synthetic record must hold it.`,
      code: 'control-missing',
      attempt: async () => {
        if (!(await search()))
          throw new SystemFailure('misconfigured', 'the control record was not found');
      },
    },
  };
}
