import type { SystemId } from '../domain/system.ts';
import type { Clock } from '../ports/clock.ts';
import type { Standing } from '../ports/meter.ts';
import type { Register } from '../ports/register.ts';
import { waitingForPerson } from '../ports/register-tally.ts';
import type { Systems } from '../ports/systems.ts';

/** Counts the requests that are open, that are late, and that wait for a person or a system. */
export async function standingNumbers({
  register,
  systems,
  now,
}: {
  readonly register: Pick<Register, 'tally' | 'waitingCount'>;
  readonly systems: Systems;
  readonly now: Clock;
}): Promise<Standing> {
  const tally = await register.tally(now());
  const waiting: Record<SystemId, number> = {};
  for (const { id } of systems.all()) waiting[id] = await register.waitingCount(id);
  return {
    open: tally.open,
    late: tally.daysLeft.late,
    dueThisWeek: tally.daysLeft.week,
    waitingForPerson: waitingForPerson(tally),
    waitingForSystem: waiting,
  };
}
