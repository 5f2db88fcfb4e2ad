import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { nothingKnown, type SystemStates } from '../ports/system-states.ts';
import type { Systems } from '../ports/systems.ts';
import { probeSystem } from './probe-system.ts';

interface Needs {
  readonly systems: Systems;
  readonly systemStates: SystemStates;
  readonly now: Clock;
}

/** A new system is probed after this time. So a stack that is started for a test ends before any probe. */
const firstMs = 10 * 60_000;

/** Probes every system once a day, at most one in each run. A paused system is not probed. */
export async function probeDaily(deps: Needs, log: Log): Promise<void> {
  const { systems, systemStates, now } = deps;
  const states = await systemStates.all();
  const at = now();
  for (const system of systems.all()) {
    const { id } = system;
    const { pause, probeAt } = states.get(id) ?? nothingKnown;
    if (pause) continue;
    if (probeAt === null)
      await systemStates.probeLater(id, new Date(at.getTime() + firstMs).toISOString());
    else if (Date.parse(probeAt) <= at.getTime()) {
      const { reachable, problems } = await probeSystem(systemStates, system, now);
      const found = { system: id, reachable, problems: problems.length };
      if (reachable && problems.length === 0) log.info('system probed', found);
      else log.warn('system probed', found);
      return;
    }
  }
}
