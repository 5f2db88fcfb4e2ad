import { afterProbe } from '../domain/outage.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { nothingKnown, type SystemStates } from '../ports/system-states.ts';
import type { Systems } from '../ports/systems.ts';

interface Needs {
  readonly systems: Systems;
  readonly systemStates: Pick<SystemStates, 'all' | 'claimProbe' | 'cameBack'>;
  readonly now: Clock;
}

/** Checks whether a system that is down works again when no request has checked it. So the recovery is noticed within a minute, even when no request waits. */
export async function probeDown({ systems, systemStates, now }: Needs, log: Log): Promise<void> {
  const states = await systemStates.all();
  await Promise.all(
    systems.all().map(async ({ id, access }) => {
      const { outage, pause } = states.get(id) ?? nothingKnown;
      const at = now();
      if (!outage || pause || Date.parse(outage.nextProbeAt) > at.getTime()) return;
      if (!(await systemStates.claimProbe(id, outage, afterProbe(outage, at)))) return;
      const isBack = await access.probe().then(
        ({ reachable }) => reachable,
        () => false,
      );
      if (!isBack) return;
      await systemStates.cameBack(id);
      log.info('system answers again', { system: id });
    }),
  );
}
