import { missingTopics } from '../../domain/about-system.ts';
import { isSystemId } from '../../domain/system.ts';
import { nothingKnown, type SystemState } from '../../ports/system-states.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import { probeSystem } from '../../upkeep/probe-system.ts';
import type { Action } from '../authorise.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { actorOf } from './actor-of.ts';
import type { SystemView } from './operator-shapes.ts';
import { jsonAnswer, route, type HttpCall, type Route } from './route.ts';

/** `/systems`: the configured systems and their state, without settings and secrets. */
export function systemsRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'read-systems',
      handle: async () => {
        const states = await intake.systemStates.all();
        const views = intake.systems.all().map((system) => viewOf(intake, system, states));
        return jsonAnswer(200, await Promise.all(views));
      },
    },
  });
}

/** `/systems/{id}/probe`: asks the system whether it is reachable, and what is missing. */
export function probeRoute(intake: Intake): Route {
  return onSystem(intake, 'probe-system', async (system, { log }) => {
    const { reachable, problems } = await probeSystem(intake.systemStates, system, intake.now);
    log.info('system probed', { system: system.id, reachable, problems: problems.length });
  });
}

/** `/systems/{id}/pause`: no host calls the system any more, and requests wait for it. An existing pause is not changed. */
export function pauseRoute(intake: Intake): Route {
  return onSystem(intake, 'pause-system', async ({ id }, { log, caller }) => {
    const states = await intake.systemStates.all();
    if (states.get(id)?.pause) return;
    const since = intake.now().toISOString();
    await intake.systemStates.pause(id, { since, by: actorOf(caller) });
    log.warn('system paused', { system: id });
  });
}

/** `/systems/{id}/resume`: ends the pause, so the system is called again. */
export function resumeSystemRoute(intake: Intake): Route {
  return onSystem(intake, 'resume-system', async ({ id }, { log }) => {
    await intake.systemStates.pause(id, null);
    log.info('system resumed', { system: id });
  });
}

type Work = (system: ConfiguredSystem, call: HttpCall) => Promise<void>;

/** Does some work on one system, and answers the state of the system after that. */
function onSystem(intake: Intake, action: Action, work: Work): Route {
  return route(intake, {
    POST: {
      action,
      handle: async ({ params }, call) => {
        const id = params['id'] ?? '';
        const system = isSystemId(id) ? intake.systems.get(id) : undefined;
        if (!system) return refuse('not-found', 'There is no system with this id.');
        await work(system, call);
        return jsonAnswer(200, await viewOf(intake, system, await intake.systemStates.all()));
      },
    },
  });
}

async function viewOf(
  { register }: Intake,
  { id, title, connector, role, shadow, after = [], about }: ConfiguredSystem,
  states: Awaited<ReturnType<Intake['systemStates']['all']>>,
): Promise<SystemView> {
  const state = states.get(id) ?? nothingKnown;
  const { pause, outage, lastSuccessAt, lastFailureAt, lastFailureCode, probe } = state;
  return {
    id,
    title,
    connector,
    role,
    mode: shadow ? 'shadow' : 'live',
    after,
    health: healthOf(state),
    pausedSince: pause?.since ?? null,
    pausedBy: pause?.by ?? null,
    lastSuccessAt,
    lastFailureAt,
    lastFailureCode,
    downSince: outage?.since ?? null,
    nextProbeAt: outage?.nextProbeAt ?? null,
    waiting: await register.waitingCount(id),
    aboutMissing: missingTopics(about),
    probe,
  };
}

function healthOf({
  pause,
  outage,
  lastSuccessAt,
  lastFailureAt,
}: SystemState): SystemView['health'] {
  if (pause) return 'paused';
  if (outage) return 'failing';
  if (lastFailureAt === null) return lastSuccessAt === null ? 'unknown' : 'working';
  const isOver = lastSuccessAt !== null && lastSuccessAt >= lastFailureAt;
  return isOver ? 'working' : 'failing';
}
