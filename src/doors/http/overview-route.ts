import { decodeTime } from 'ulid';
import { waitingForPerson } from '../../ports/register-tally.ts';
import type { HourOfTries } from '../../ports/system-states.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Intake } from '../intake.ts';
import { answerUnlessKnown } from './answer-unless-known.ts';
import type { OverviewView } from './operator-shapes.ts';
import { route, type Route } from './route.ts';

/** One count serves all callers of this process for some seconds. */
const keptMs = 5_000;
const dayMs = 24 * 3600 * 1000;

/** `/overview`: the number of requests in each state, and the tries of the systems in the last 24 hours. */
export function overviewRoute(intake: Intake): Route {
  let last: { readonly at: number; readonly view: Promise<OverviewView> } | null = null;
  const view = (): Promise<OverviewView> => {
    const at = intake.now().getTime();
    if (last === null || at - last.at >= keptMs) {
      const counted = overviewOf(intake);
      last = { at, view: counted };
      counted.catch(() => {
        last = null;
      });
    }
    return last.view;
  };
  return route(intake, {
    GET: {
      action: 'read-overview',
      handle: async (request) => answerUnlessKnown(request, await view()),
    },
  });
}

async function overviewOf({ register, systemStates, systems, now }: Intake): Promise<OverviewView> {
  const at = now();
  const since = new Date(at.getTime() - dayMs).toISOString().slice(0, 13);
  const [tally, hours] = await Promise.all([register.tally(at), systemStates.hours(since)]);
  const { open, working, states, daysLeft, waitingForSystem, braked, oldestOpen } = tally;
  return {
    at: at.toISOString(),
    open,
    working,
    states,
    late: daysLeft.late,
    dueThisWeek: daysLeft.week,
    daysLeft,
    waitingForPerson: waitingForPerson(tally),
    waitingForSystem,
    onHoldByBrake: braked,
    oldestOpen: oldestOpen && {
      id: oldestOpen,
      receivedAt: new Date(decodeTime(oldestOpen)).toISOString(),
    },
    systems: systems.all().map(({ id }) => ({ id, hours: hoursOf(id, hours) })),
  };
}

function hoursOf(
  id: SystemId,
  hours: readonly (HourOfTries & { readonly system: SystemId })[],
): OverviewView['systems'][number]['hours'] {
  return hours
    .filter(({ system }) => system === id)
    .sort((one, other) => (one.hour < other.hour ? -1 : 1))
    .map(({ hour, tries, failures, seconds }) => ({
      hour: `${hour}:00:00Z`,
      tries,
      failures,
      secondsPerTry: Math.round((seconds / tries) * 1000) / 1000,
    }));
}
