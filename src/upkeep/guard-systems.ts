import { TurnLater } from '../domain/turn-later.ts';
import type { SystemId } from '../domain/system.ts';
import { currentCaller, type CallWatch } from '../ports/caller.ts';
import type { Clock } from '../ports/clock.ts';
import { noMeter, type Meter } from '../ports/meter.ts';
import type { SystemAccess } from '../ports/system-access.ts';
import { nothingKnown, type SystemState, type SystemStates } from '../ports/system-states.ts';
import type { ConfiguredSystem, SystemGuard, Systems } from '../ports/systems.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { fewAtFirst } from './few-at-first.ts';
import { tallyTries, type TriesTally } from './tally-tries.ts';

/** Every host knows of a pause after this time at the latest. */
const readAgainMs = 5_000;

/**
 * When a system is paused, a try comes back after this fraction of the time that the pause has lasted so far. So a long pause costs few
 * checks, and the end of a short pause is noticed soon.
 */
const part = 0.1;
const shortestSeconds = 10;
const longestSeconds = 1800;

/**
 * Gives every system its guard: a system that is paused or down is not called, and the outcomes of tries are counted. A search is told
 * whether the last probe by any host missed the control record.
 */
export function guardSystems(
  systems: Systems,
  states: Pick<SystemStates, 'all' | 'saw' | 'wentDown' | 'claimProbe' | 'cameBack'>,
  now: Clock,
  meter: Pick<Meter, 'tried'> = noMeter,
): Systems {
  const readStates = readSeldom(states, now);
  const states5s = async () => (await readStates()).states;
  const tally = tallyTries(states, now);
  const guarded = systems.all().map((system): ConfiguredSystem => ({
    ...system,
    access: { ...system.access, find: doubting(system) },
    guard: guardOf(system.id),
  }));
  const byId = new Map(guarded.map((system) => [system.id, system]));
  return { all: () => guarded, get: (id) => byId.get(id) };

  function doubting({ id, access }: ConfiguredSystem): SystemAccess['find'] {
    return async (identifiers, options) => {
      const { probe } = (await states5s()).get(id) ?? nothingKnown;
      const controlDoubted =
        probe?.problems.some(({ code }) => code === 'control-missing') ?? false;
      return access.find(identifiers, { ...options, controlDoubted });
    };
  }

  function guardOf(id: SystemId): SystemGuard {
    const breaker = circuitBreaker(id, states, now);
    const few = fewAtFirst(now);
    return {
      async admit() {
        const { states: known, readAt } = await readStates();
        const state = known.get(id) ?? nothingKnown;
        mustNotBePaused(state, now());
        if (await breaker.enter(state.outage, readAt)) return lookingWatch;
        const { answered, ended } = await few.enter();
        const watch = { before: breaker.check, answered, ended };
        try {
          breaker.check();
          return watch;
        } catch (error) {
          ended();
          throw error;
        }
      },
      saw(sight: Parameters<TriesTally>[1]) {
        few.saw(sight.code === 'unavailable');
        breaker.saw(sight.code, currentCaller()?.key ?? '');
        tally(id, sight);
        meter.tried(id, sight);
      },
    };
  }
}

/** For a try that is the probe: its calls are not stopped, although the system counts as down. */
const lookingWatch: CallWatch = {
  before: () => undefined,
  answered: () => undefined,
  ended: () => undefined,
};

function mustNotBePaused(state: SystemState, now: Date): void {
  if (!state.pause) return;
  const pausedFor = (now.getTime() - Date.parse(state.pause.since)) / 1000;
  const seconds = Math.max(shortestSeconds, Math.min(pausedFor * part, longestSeconds));
  throw new TurnLater(Math.round(seconds), 'paused');
}

interface Read {
  readonly states: Awaited<ReturnType<SystemStates['all']>>;
  /** When the read began, in milliseconds of Unix time. */
  readonly readAt: number;
}

/** One read serves all tries of this process for some seconds. */
function readSeldom(states: Pick<SystemStates, 'all'>, now: Clock): () => Promise<Read> {
  let last: { readonly at: number; readonly answer: Promise<Read> } | null = null;
  return () => {
    const at = now().getTime();
    if (last === null || at - last.at >= readAgainMs) {
      const answer = states.all().then((all) => ({ states: all, readAt: at }));
      last = { at, answer };
      answer.catch(() => {
        last = null;
      });
    }
    return last.answer;
  };
}
