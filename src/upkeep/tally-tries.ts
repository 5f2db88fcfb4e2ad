import type { FailureCode } from '../domain/failure.ts';
import type { SystemId } from '../domain/system.ts';
import type { Clock } from '../ports/clock.ts';
import type { HourOfTries, LastTries, SystemStates } from '../ports/system-states.ts';

/** Counts one try of a system. */
export type TriesTally = (
  system: SystemId,
  sight: { readonly code: FailureCode | null; readonly seconds: number },
) => void;

/** For each system, a process writes its counts at most once in this time. */
const writeAgainMs = 5_000;

/** This code is about the account. The system itself answered. */
const aboutTheRecord: ReadonlySet<string> = new Set(['privileged-account', 'refused']);

interface Tally {
  last: Partial<LastTries>;
  /** The current hour, and the hour before until its counts are written. */
  hours: HourOfTries[];
  writtenAt: number;
  isWriting: boolean;
}

/** Counts tries in memory and seldom writes the counts, so thousands of tries cost a few writes. A crash loses the counts of some seconds. */
export function tallyTries(states: Pick<SystemStates, 'saw'>, now: Clock): TriesTally {
  const tallies = new Map<SystemId, Tally>();

  function tallyOf(system: SystemId): Tally {
    const known = tallies.get(system) ?? { last: {}, hours: [], writtenAt: 0, isWriting: false };
    tallies.set(system, known);
    return known;
  }

  function writeSoon(system: SystemId, tally: Tally): void {
    if (tally.isWriting) return;
    tally.isWriting = true;
    const wait = Math.max(0, tally.writtenAt + writeAgainMs - now().getTime());
    // The timer does not keep the process alive, because nothing waits for these counts.
    setTimeout(() => void write(system, tally), wait).unref();
  }

  async function write(system: SystemId, tally: Tally): Promise<void> {
    const { last, hours } = tally;
    tally.last = {};
    tally.hours = hours.slice(-1);
    tally.writtenAt = now().getTime();
    try {
      await states.saw(system, last, hours);
    } catch {
      // The next write includes the counts that this one could not write.
      tally.last = { ...last, ...tally.last };
    } finally {
      tally.isWriting = false;
    }
    if (Object.keys(tally.last).length > 0) writeSoon(system, tally);
  }

  return (system, { code, seconds }) => {
    const tally = tallyOf(system);
    const at = now().toISOString();
    const hasFailed = code !== null && !aboutTheRecord.has(code);
    tally.last = hasFailed
      ? { ...tally.last, lastFailureAt: at, lastFailureCode: code }
      : { ...tally.last, lastSuccessAt: at };
    tally.hours = counted(tally.hours, at.slice(0, 13), hasFailed, seconds);
    writeSoon(system, tally);
  };
}

function counted(
  hours: readonly HourOfTries[],
  hour: string,
  hasFailed: boolean,
  seconds: number,
): HourOfTries[] {
  const known = hours.find((one) => one.hour === hour);
  const { tries = 0, failures = 0, seconds: before = 0 } = known ?? {};
  const next = {
    hour,
    tries: tries + 1,
    failures: failures + (hasFailed ? 1 : 0),
    seconds: Math.round((before + seconds) * 1000) / 1000,
  };
  return [...hours.filter((one) => one !== known), next];
}
