import { SystemFailure } from '../../domain/failure.ts';
import type { ProbeStep } from './probe-by.ts';
import { isRefusal, type SearchLog } from './search-log.ts';

/** A record that is known to be there: when it is not found, the name of the property that is searched must be wrong. */
export interface ControlRecord {
  /** Notes in the record of a search that the control record is missing. A day after it was found it is looked for again. */
  check(log: SearchLog): Promise<void>;
  readonly probe: ProbeStep;
}

const day = 86_400_000;

/**
 * @param setting the name of the setting that names the property
 * @param isThere looks for the control record in the way in which people are looked for
 */
export function controlRecord(
  setting: string,
  isThere: () => Promise<boolean>,
  now: () => Date,
): ControlRecord {
  let until = -Infinity;
  const missing = () => new SystemFailure('misconfigured', 'the control record was not found');
  return {
    async check(log) {
      if (now().getTime() < until) return;
      try {
        if (await isThere()) until = now().getTime() + day;
        else log.missed({ what: 'control-record', why: 'control-missing' });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.missed({ what: 'control-record', why: 'refused' });
      }
    },
    probe: {
      what: 'find the control record',
      fix: `Correct the name in ${setting}, or the object ID in control: the synthetic record must hold it.`,
      attempt: async () => {
        if (!(await isThere())) throw missing();
      },
    },
  };
}
