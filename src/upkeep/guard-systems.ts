import { TurnLater } from '../domain/turn-later.ts';
import type { SystemId } from '../domain/system.ts';
import type { Clock } from '../ports/clock.ts';
import { noMeter, type Meter } from '../ports/meter.ts';
import type { SystemAccess } from '../ports/system-access.ts';
import { nothingKnown, type SystemState, type SystemStates } from '../ports/system-states.ts';
import type { ConfiguredSystem, SystemGuard, Systems } from '../ports/systems.ts';
import { tallyTries, type TriesTally } from './tally-tries.ts';

/** Every host knows a pause at the latest after this time. */
const readAgainMs = 5_000;

/**
 * Whether a system is still paused is checked again after this fraction of the time for which it was paused. So the checks of a long pause
 * cost little, and its end is noticed soon.
 */
const part = 0.1;
const shortestSeconds = 10;
const longestSeconds = 1800;

/**
 * Gives every system its guard: a paused system is not called, and the outcomes of tries are counted. A search is told what the last probe
 * of any host found.
 */
export function guardSystems(
  systems: Systems,
  states: Pick<SystemStates, 'all' | 'saw'>,
  now: Clock,
  meter: Pick<Meter, 'tried'> = noMeter,
): Systems {
  const states5s = readSeldom(states, now);
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
    return {
      admit: async () => mustNotBePaused((await states5s()).get(id), now()),
      saw: (sight: Parameters<TriesTally>[1]) => {
        tally(id, sight);
        meter.tried(id, sight);
      },
    };
  }
}

function mustNotBePaused(state: SystemState | undefined, now: Date): void {
  if (!state?.pause) return;
  const pausedFor = (now.getTime() - Date.parse(state.pause.since)) / 1000;
  const seconds = Math.max(shortestSeconds, Math.min(pausedFor * part, longestSeconds));
  throw new TurnLater(Math.round(seconds), 'paused');
}

/** One read serves all tries of this process for some seconds. */
function readSeldom(states: Pick<SystemStates, 'all'>, now: Clock): SystemStates['all'] {
  let last: { readonly at: number; readonly answer: ReturnType<SystemStates['all']> } | null = null;
  return () => {
    const at = now().getTime();
    if (last === null || at - last.at >= readAgainMs) {
      const answer = states.all();
      last = { at, answer };
      answer.catch(() => {
        last = null;
      });
    }
    return last.answer;
  };
}
