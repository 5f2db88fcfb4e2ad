import { issuePolicyToken } from '../authority/policy-tokens.ts';
import type { SigningKey } from '../authority/signing-key.ts';
import { findTenant } from '../graph/tenants.ts';
import { jsonBody, type Answer, type Call } from '../http/call.ts';
import type { Fault } from '../http/fault.ts';
import type { Faults } from '../http/faults.ts';
import { createRouter, type PathValues } from '../http/router.ts';
import type { Journal } from '../store/journal.ts';
import type { State } from '../store/state.ts';
import { seedWorld } from '../world/seed.ts';
import type { People } from '../world/people.ts';
import type { PersonView } from '../world/place-person.ts';
import {
  check,
  clockSchema,
  faultSchema,
  quotaSchema,
  settingsSchema,
  tokenSchema,
} from './control-schema.ts';
import { makePerson } from './make-person.ts';
import { ControlProblem, problemAnswer } from './problem.ts';

export interface ControlParts {
  state: State;
  journal: Journal;
  faults: Faults;
  people: People;
  key: SigningKey;
  /** Base URLs: of the authority, and of each simulated system by its id. */
  urls: () => { authority: string; systems: Readonly<Record<string, string>> };
  /** Opens or closes the system's port as its faults say. */
  applyPort(system: string): Promise<void>;
}

type Operation = (call: Call, values: PathValues) => Answer | Promise<Answer>;

const ok = (body: unknown): Answer => ({ status: 200, body });
const done: Answer = { status: 204 };

function bodyOf(call: Call): Record<string, unknown> {
  const body = jsonBody(call);
  if (!body) throw new ControlProblem(400, 'invalid-json', 'Send a JSON object.');
  return body;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that were sent. */
function given<T extends object>(part: T): Given<T> {
  return Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}

function numberIn(query: URLSearchParams, name: string, most: number): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new ControlProblem(
      400,
      'invalid-request',
      `${name} must be a whole number up to ${String(most)}.`,
    );
  return Number(text);
}

function personOperations({ state, people }: ControlParts, requireSystem: (id: string) => string) {
  const requirePerson = (person: string): PersonView => {
    const view = people.find(person);
    if (!view)
      throw new ControlProblem(404, 'unknown-person', 'Take a person from GET /control/people.');
    return view;
  };
  const list: Operation = (call) => {
    const query = new URLSearchParams(call.search);
    const systems = (query.get('in') ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    const trait = query.get('trait');
    return ok(
      people.list({
        systems: systems.map(requireSystem),
        ...(trait === null ? {} : { trait }),
        limit: numberIn(query, 'limit', 10_000) ?? 10,
      }),
    );
  };
  return {
    list,
    make: ((call) => ({ status: 201, body: makePerson(state, bodyOf(call)) })) satisfies Operation,
    show: ((_call, { person = '' }) => ok(requirePerson(person))) satisfies Operation,
    traces: ((_call, { person = '' }) =>
      ok(people.traces(requirePerson(person).person))) satisfies Operation,
    requirePerson,
  };
}

function faultOperations(
  { faults, applyPort }: ControlParts,
  requireSystem: (id: string) => string,
) {
  const set: Operation = async (call, { system = '', name = 'default' }) => {
    const fault = check(faultSchema, bodyOf(call)) as Fault;
    faults.set(requireSystem(system), name, fault);
    await applyPort(system);
    return ok({ system, name, ...fault });
  };
  const clear: Operation = async (_call, { system = '', name }) => {
    faults.clear(requireSystem(system), name);
    await applyPort(system);
    return done;
  };
  const show: Operation = (_call, { system = '' }) => ok(faults.list(requireSystem(system)));
  return { set, clear, show };
}

function settingOperations(
  { state, faults, urls }: ControlParts,
  requireSystem: (id: string) => string,
) {
  const { settings } = state;
  const changeQuota: Operation = (call, { system = '' }) =>
    ok(settings.changeQuotas(requireSystem(system), given(check(quotaSchema, bodyOf(call)))));
  const restoreQuota: Operation = (_call, { system = '' }) => (
    settings.restoreQuotas(requireSystem(system)),
    done
  );
  const change: Operation = (call, { system = '' }) =>
    ok(settings.change(requireSystem(system), given(check(settingsSchema, bodyOf(call)))));
  const restore: Operation = (_call, { system = '' }) => (
    settings.restore(requireSystem(system)),
    done
  );
  const list: Operation = () =>
    ok(
      Object.entries(urls().systems).map(([id, url]) => ({
        id,
        url,
        faults: faults.list(id),
        quota: settings.quotasOf(id),
        settings: settings.of(id),
      })),
    );
  return { changeQuota, restoreQuota, change, restore, list };
}

/** Everything as on the first day: world, clock, journal, faults and settings. */
async function reset({ state, journal, faults, urls, applyPort }: ControlParts): Promise<Answer> {
  const systems = [...Object.keys(urls().systems), 'authority'];
  faults.clearAll();
  for (const system of systems) {
    state.settings.restore(system);
    state.settings.restoreQuotas(system);
  }
  state.clock.restart();
  journal.clear();
  seedWorld(state);
  await Promise.all(systems.map(applyPort));
  return done;
}

async function token(
  { urls, key }: ControlParts,
  call: Call,
  requirePerson: (person: string) => PersonView,
): Promise<Answer> {
  const order = check(tokenSchema, bodyOf(call));
  const tenant = findTenant(order.system);
  if (!tenant) throw new ControlProblem(400, 'unknown-system', 'Name a tenant, such as b2c-de.');
  const person = order.person === undefined ? undefined : requirePerson(order.person);
  const objectId =
    order.objectId ?? person?.accounts.find((account) => account.system === tenant.id)?.objectId;
  if (objectId === undefined)
    throw new ControlProblem(
      400,
      'invalid-request',
      'Name a person who has an account in that tenant, or an objectId.',
    );
  const authority = urls().authority;
  const idToken = await issuePolicyToken(key, authority, {
    tenant,
    policy: order.policy,
    objectId,
    emails: person?.emails ?? [],
    audience: order.audience,
    claims: order.claims,
  });
  return {
    status: 201,
    body: {
      token_type: 'Bearer',
      id_token: idToken,
      metadata: `${authority}/${tenant.domain}/${order.policy}/v2.0/.well-known/openid-configuration`,
    },
  };
}

/** The sandbox's own API: what tests and the demo steer it with. */
export function createControl(parts: ControlParts): (call: Call) => Promise<Answer> {
  const { state, journal } = parts;
  const requireSystem = (id: string): string => {
    if (id !== 'authority' && !(id in parts.urls().systems))
      throw new ControlProblem(
        404,
        'unknown-system',
        `The systems are ${[...Object.keys(parts.urls().systems), 'authority'].join(', ')}.`,
      );
    return id;
  };
  const persons = personOperations(parts, requireSystem);
  const faulty = faultOperations(parts, requireSystem);
  const setting = settingOperations(parts, requireSystem);

  const readJournal: Operation = (call) => {
    const query = new URLSearchParams(call.search);
    const system = query.get('system');
    const [after, limit] = [
      numberIn(query, 'after', Number.MAX_SAFE_INTEGER),
      numberIn(query, 'limit', 1_000_000),
    ];
    return ok(
      journal.read({
        ...(system ? { system: requireSystem(system) } : {}),
        ...(after === undefined ? {} : { after }),
        ...(limit === undefined ? {} : { limit }),
      }),
    );
  };
  const advance: Operation = (call) => {
    state.clock.advance(check(clockSchema, bodyOf(call)).advanceSeconds * 1000);
    return ok({ now: new Date(state.clock.now()).toISOString() });
  };

  const find = createRouter<Operation>([
    {
      method: 'GET',
      pattern: '/control/health',
      target: () => ok({ status: 'ready', people: parts.people.count() }),
    },
    { method: 'GET', pattern: '/control/people', target: persons.list },
    { method: 'POST', pattern: '/control/people', target: persons.make },
    { method: 'GET', pattern: '/control/people/{person}', target: persons.show },
    { method: 'GET', pattern: '/control/people/{person}/traces', target: persons.traces },
    { method: 'GET', pattern: '/control/journal', target: readJournal },
    { method: 'GET', pattern: '/control/systems', target: setting.list },
    { method: 'GET', pattern: '/control/systems/{system}/fault', target: faulty.show },
    { method: 'PUT', pattern: '/control/systems/{system}/fault', target: faulty.set },
    { method: 'PUT', pattern: '/control/systems/{system}/fault/{name}', target: faulty.set },
    { method: 'DELETE', pattern: '/control/systems/{system}/fault', target: faulty.clear },
    { method: 'DELETE', pattern: '/control/systems/{system}/fault/{name}', target: faulty.clear },
    { method: 'PUT', pattern: '/control/systems/{system}/quota', target: setting.changeQuota },
    { method: 'DELETE', pattern: '/control/systems/{system}/quota', target: setting.restoreQuota },
    { method: 'PUT', pattern: '/control/systems/{system}/settings', target: setting.change },
    { method: 'DELETE', pattern: '/control/systems/{system}/settings', target: setting.restore },
    {
      method: 'GET',
      pattern: '/control/clock',
      target: () => ok({ now: new Date(state.clock.now()).toISOString() }),
    },
    { method: 'POST', pattern: '/control/clock', target: advance },
    {
      method: 'POST',
      pattern: '/control/tokens',
      target: (call) => token(parts, call, persons.requirePerson),
    },
    { method: 'POST', pattern: '/control/reset', target: () => reset(parts) },
  ]);

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
        throw new ControlProblem(405, 'method-not-allowed', 'This path takes another method.');
      return await found.target(call, found.values);
    } catch (error) {
      if (error instanceof ControlProblem) return problemAnswer(error);
      throw error;
    }
  };
}
