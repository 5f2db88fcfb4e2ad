import { decodeTime } from 'ulid';
import { currentFlowVersion } from '../../domain/flow-version.ts';
import type { Intake } from '../intake.ts';
import { jsonAnswer, route, type Route } from './route.ts';
import type { UpkeepView } from './upkeep-shapes.ts';

const dayMs = 24 * 3600 * 1000;

/** `/upkeep`: what the sweeper did and what it will do, the ages of keys, the versions of flows, and the configuration as loaded. */
export function upkeepRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'read-upkeep',
      handle: async () => jsonAnswer(200, await upkeepOf(intake)),
    },
  });
}

async function upkeepOf(intake: Intake): Promise<UpkeepView> {
  const { register, upkeepState, policy, loaded } = intake;
  const now = intake.now();
  const keptMs = policy.packageDays * dayMs;
  const keptSince = new Date(now.getTime() - keptMs).toISOString();
  const [sweeper, due, packages, serviceSince, { open, oldestOpen }] = await Promise.all([
    upkeepState.lastSweep(),
    upkeepState.due(now.toISOString()),
    upkeepState.packages(keptSince),
    upkeepState.keysSince(),
    register.tally(now),
  ]);
  const { nextAt } = packages;
  return {
    at: now.toISOString(),
    sweeper,
    purges: {
      keys: due.keys,
      packages: {
        ...packages,
        nextAt: nextAt && new Date(Date.parse(nextAt) + keptMs).toISOString(),
      },
    },
    residuals: due.residuals,
    keys: {
      serviceSince,
      openRequests: open,
      // The key of a request is as old as the request.
      oldestOpenSince: oldestOpen && new Date(decodeTime(oldestOpen)).toISOString(),
    },
    flows: {
      current: currentFlowVersion,
      open: sweeper?.flowVersions ?? {},
      countedAt: sweeper?.countedAt ?? null,
    },
    configuration: loaded,
  };
}
