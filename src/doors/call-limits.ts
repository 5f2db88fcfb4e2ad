import { LRUCache } from 'lru-cache';
import type { LimitPolicy } from '../domain/policy.ts';
import type { CallCounts } from '../ports/call-counts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Principal } from './principal.ts';
import { refuse } from './problem.ts';

/** Lets a call in, or throws Refused `too-many-requests`. It never waits, so too many calls of one caller cost the other callers no time. */
export type Admit = (caller: Principal, log: Log) => void;

interface Tally {
  readonly minute: string;
  /** Calls that this process let in. */
  own: number;
  /** How many of them were reported to the other processes. */
  told: number;
  /** Calls that the other processes let in, as far as known. */
  others: number;
}

/** A process reports its count after every tenth of the limit. So all processes together let in only a little more than the limit. */
const sharesAMinute = 10;
const mostCallers = 10_000;

/** Limits calls for each caller and minute. Hosts share their counts in the background, so no call waits for this. */
export function createCallLimits(
  { perMinute }: LimitPolicy,
  counts: CallCounts,
  now: Clock,
): Admit {
  const tallies = new LRUCache<string, Tally>({ max: mostCallers });

  function tallyOf(mark: string): Tally {
    const minute = now().toISOString().slice(0, 16);
    const known = tallies.get(mark);
    if (known?.minute === minute) return known;
    const fresh = { minute, own: 0, told: 0, others: 0 };
    tallies.set(mark, fresh);
    return fresh;
  }

  function share(mark: string, tally: Tally, log: Log): void {
    tally.told = tally.own;
    counts.share(tally.minute, mark, tally.own).then(
      (others) => (tally.others = Math.max(tally.others, others)),
      // Without the counts of the others, each process applies the limit alone.
      (error: unknown) => {
        log.error('counts of calls not shared', error);
      },
    );
  }

  return ({ kind, mark }, log) => {
    if (kind === 'developer') return;
    const most = kind === 'key' ? perMinute.key : perMinute.person;
    const tally = tallyOf(mark);
    if (tally.own + tally.others >= most)
      refuse(
        'too-many-requests',
        'Wait as long as Retry-After says.',
        {},
        { 'retry-after': String(60 - now().getUTCSeconds()) },
      );
    tally.own += 1;
    if (tally.own === 1 || tally.own - tally.told >= most / sharesAMinute) share(mark, tally, log);
  };
}
