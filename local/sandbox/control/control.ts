import type { Answer, Call } from '../http/call.ts';
import { createRouter, type Route } from '../http/router.ts';
import { seedWorld } from '../world/seed-world.ts';
import { check, clockSchema } from './control-schema.ts';
import { faultOperations } from './fault-operations.ts';
import { issueToken } from './issue-token.ts';
import {
  bodyOf,
  done,
  numberIn,
  ok,
  requireSystem,
  type ControlParts,
  type Operation,
} from './operation.ts';
import { personOperations } from './person-operations.ts';
import { ControlProblem, problemAnswer } from '../http/problem.ts';
import { settingOperations } from './setting-operations.ts';

/** Resets world, clock, journal, faults and settings to their first state. */
async function reset({
  state,
  vendors,
  journal,
  faults,
  urls,
  applyPort,
}: ControlParts): Promise<Answer> {
  const systems = [...Object.keys(urls().systems), 'authority'];
  faults.clearAll();
  for (const system of systems) {
    state.settings.restore(system);
    state.quotas.restore(system);
  }
  state.clock.restart();
  journal.clear();
  seedWorld(state, vendors);
  await Promise.all(systems.map(applyPort));
  return done;
}

const readJournal =
  (parts: ControlParts): Operation =>
  (call) => {
    const query = new URLSearchParams(call.search);
    const system = query.get('system');
    const [after, limit] = [
      numberIn(query, 'after', Number.MAX_SAFE_INTEGER),
      numberIn(query, 'limit', 1_000_000),
    ];
    const lines = parts.journal.read({
      ...(system ? { system: requireSystem(parts, system) } : {}),
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
    });
    return ok(lines);
  };

const tellTime = ({ state }: ControlParts) =>
  ok({ now: new Date(state.clock.now()).toISOString() });

const advanceClock =
  (parts: ControlParts): Operation =>
  (call) => {
    parts.state.clock.advance(check(clockSchema, bodyOf(call)).advanceSeconds * 1000);
    return tellTime(parts);
  };

function routesOf(parts: ControlParts): Route<Operation>[] {
  const persons = personOperations(parts);
  const faulty = faultOperations(parts);
  const setting = settingOperations(parts);
  const route = (method: string, path: string, target: Operation) => ({
    method,
    pattern: `/control/${path}`,
    target,
  });
  return [
    route('GET', 'health', () => ok({ status: 'ready', people: parts.people.count() })),
    route('GET', 'people', persons.list),
    route('POST', 'people', persons.make),
    route('GET', 'people/{person}', persons.show),
    route('GET', 'people/{person}/traces', persons.traces),
    route('POST', 'people/{person}/restore', persons.restore),
    route('GET', 'journal', readJournal(parts)),
    route('GET', 'systems', setting.list),
    route('GET', 'systems/{system}/fault', faulty.show),
    route('PUT', 'systems/{system}/fault', faulty.set),
    route('PUT', 'systems/{system}/fault/{name}', faulty.set),
    route('DELETE', 'systems/{system}/fault', faulty.clear),
    route('DELETE', 'systems/{system}/fault/{name}', faulty.clear),
    route('PUT', 'systems/{system}/quota', setting.quotas.change),
    route('DELETE', 'systems/{system}/quota', setting.quotas.restore),
    route('PUT', 'systems/{system}/settings', setting.settings.change),
    route('DELETE', 'systems/{system}/settings', setting.settings.restore),
    route('GET', 'clock', () => tellTime(parts)),
    route('POST', 'clock', advanceClock(parts)),
    route('POST', 'tokens', issueToken(parts)),
    route('POST', 'reset', () => reset(parts)),
  ];
}

/** The sandbox's own API, for tests and the demo. */
export function createControl(parts: ControlParts): (call: Call) => Promise<Answer> {
  const find = createRouter(routesOf(parts));
  return async (call) => {
    try {
      const found = find(call.method, call.path);
      if (found === undefined)
        throw new ControlProblem(
          404,
          'not-found',
          'See the list of control calls in the README of the sandbox.',
        );
      if (found === 'wrong-method')
        throw new ControlProblem(405, 'method-not-allowed', 'This path needs another method.');
      return await found.target(call, found.values);
    } catch (error) {
      if (error instanceof ControlProblem) return problemAnswer(error);
      throw error;
    }
  };
}
