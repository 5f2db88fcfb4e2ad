import type { People } from '../world/people.ts';
import type { PersonView } from '../world/person-view.ts';
import { jsonBody } from '../http/call.ts';
import { check } from './control-schema.ts';
import { makePerson } from './make-person.ts';
import {
  bodyOf,
  numberIn,
  ok,
  requireSystem,
  type ControlParts,
  type Operation,
} from './operation.ts';
import { restoreSchema } from './person-schema.ts';
import { ControlProblem } from '../http/problem.ts';

/** @throws ControlProblem 404 */
export function requirePerson(people: People, person: string): PersonView {
  const view = people.find(person);
  if (!view)
    throw new ControlProblem(404, 'unknown-person', 'Take a person from GET /control/people.');
  return view;
}

/** Calls about the invented people. */
export function personOperations(parts: ControlParts) {
  const { state, vendors, people } = parts;
  const list: Operation = (call) => {
    const query = new URLSearchParams(call.search);
    const systems = (query.get('in') ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    const trait = query.get('trait');
    return ok(
      people.list({
        systems: systems.map((id) => requireSystem(parts, id)),
        ...(trait === null ? {} : { trait }),
        limit: numberIn(query, 'limit', 10_000) ?? 10,
      }),
    );
  };
  return {
    list,
    restore: ((call, { person = '' }) => {
      const { system } = check(restoreSchema, jsonBody(call) ?? {});
      if (system !== undefined) requireSystem(parts, system);
      const { person: id } = requirePerson(people, person);
      for (const owned of state.records.ownedBy(id)) {
        if (owned.record.state !== 'binned' || (system ?? owned.system) !== owned.system) continue;
        vendors
          .find(({ systems }) => systems.some((each) => each.id === owned.system))
          ?.restore(state, owned);
      }
      return ok(people.traces(id));
    }) satisfies Operation,
    make: ((call) => ({
      status: 201,
      body: makePerson(state, vendors, bodyOf(call)),
    })) satisfies Operation,
    show: ((_call, { person = '' }) => ok(requirePerson(people, person))) satisfies Operation,
    traces: ((_call, { person = '' }) =>
      ok(people.traces(requirePerson(people, person).person))) satisfies Operation,
  };
}
