import { SystemFailure } from '../domain/failure.ts';
import { TurnLater } from '../domain/turn-later.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProbeReport } from '../ports/system-access.ts';
import type { Probed, SystemStates } from '../ports/system-states.ts';
import type { ConfiguredSystem } from '../ports/systems.ts';

const dayMs = 24 * 3600 * 1000;

/** Asks a system whether it is reachable and what is missing, and stores the answer. The sweeper asks again a day later. */
export async function probeSystem(
  states: Pick<SystemStates, 'probed'>,
  { id, access }: ConfiguredSystem,
  now: Clock,
): Promise<Probed> {
  const report = await reportOf(access);
  const at = now();
  const probed = { ...report, at: at.toISOString() };
  await states.probed(id, probed, new Date(at.getTime() + dayMs).toISOString());
  return probed;
}

/** Connectors name the problems that they expect. An unexpected failure is reported as a problem too. */
async function reportOf(access: ConfiguredSystem['access']): Promise<ProbeReport> {
  try {
    return await access.probe();
  } catch (error) {
    if (error instanceof TurnLater || error instanceof SystemFailure)
      return { reachable: false, problems: [{ what: error.message, fix: 'Probe it again.' }] };
    const fix = 'Look at the log of the service.';
    return { reachable: false, problems: [{ what: 'the probe itself failed', fix }] };
  }
}
