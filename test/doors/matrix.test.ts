import { roles, type Role } from '../../src/domain/role.ts';
import { keyFingerprint } from '../../src/doors/service-key.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../support/memory-intake.ts';
import { acceptance, ending, registeredRequest, systemLine } from '../support/requests.ts';
import { bodies, routes } from './every-route.ts';

// Contract: who may do what. A letter for each role: R equester, A gent, aP prover, O perator, aU ditor. A capital letter: every request; a
// small letter: only its own requests. Every route and method of the service is in this table; the last test checks this.
const expected: Readonly<Record<string, string>> = {
  'POST requests': 'rao',
  'GET requests': 'raPOU',
  'GET requests/{id}': 'raPOU',
  'GET requests/{id}/report': 'raPOU',
  'GET requests/{id}/package': 'rao',
  'POST requests/{id}/package/link': 'rao',
  'GET requests/{id}/timeline': 'raPOU',
  'GET requests/{id}/evidence': 'OU',
  'POST requests:bulk': 'r',
  'POST requests/{id}/approve': 'P',
  'POST requests/{id}/refuse': 'P',
  'POST requests/{id}/identity': 'O',
  'POST requests/{id}/extend': 'O',
  'POST requests/{id}/hold': 'O',
  'POST requests/{id}/resume': 'O',
  'POST requests/{id}/withdraw': 'raO',
  'POST subjects/search': 'AO',
  'GET audit': 'U',
  'POST requests/{id}/retry': 'O',
  'POST requests/{id}/systems/{system}/retry': 'O',
  'GET requests/{id}/systems/{system}/candidates': 'O',
  'POST requests/{id}/systems/{system}/decide': 'O',
  'POST requests/{id}/systems/{system}/waive': 'O',
  'GET requests/{id}/comments': 'OU',
  'POST requests/{id}/identifiers': 'raO',
  'POST requests/{id}/assign': 'PO',
  'GET caller': 'rapou',
  'GET systems': 'POU',
  'GET overview': 'POU',
  'GET upkeep': 'POU',
  'POST brake/release': 'O',
  'POST systems/{id}/probe': 'O',
  'POST systems/{id}/pause': 'O',
  'POST systems/{id}/resume': 'O',
  'GET poison-messages': 'O',
  'POST poison-messages/{id}/redrive': 'O',
  'POST poison-messages/{id}/discard': 'O',
  'GET deliveries': 'O',
  'POST deliveries/{id}/redrive': 'O',
};

const letters: Readonly<Record<Role, string>> = {
  Requester: 'r',
  Agent: 'a',
  Approver: 'p',
  Operator: 'o',
  Auditor: 'u',
};

const keyOf = (role: Role) => `key of ${role}`;
const policy = {
  ...strictPolicy,
  keys: [
    ...roles.map((role) => ({ name: role, hmac: keyFingerprint(keyOf(role)), roles: [role] })),
    { name: 'nobody', hmac: keyFingerprint('key without a role'), roles: [] },
  ],
};

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake(policy, { required: true, platformSignIn: false });
});

/** An ended request of the caller or of somebody else, with all results. */
async function ended(owner: string): Promise<string> {
  const request = registeredRequest({ type: 'access', owner });
  await intake.register.accept(acceptance({ request }));
  await intake.register.end(
    request.id,
    ending({ systems: [systemLine('hubspot', { verdict: 'exported' })] }),
  );
  for (const name of ['report.json', 'package.zip'] as const)
    await intake.results.put(request.id, name, Buffer.from('content'));
  await intake.results.putEvidence(request.id, Buffer.from('evidence'));
  return request.id;
}

const markOf = (name: string) => intake.lookupHash('caller', 'key', name);

function send(path: string, method: string, key: string | null, id?: string) {
  const route = routes[path];
  if (!route) throw new Error(`The test knows no route ${path}.`);
  return call(route(intake), intake, {
    method,
    path,
    headers: {
      ...(key !== null && { 'x-functions-key': key }),
      ...(path === 'requests:bulk' && { 'content-type': 'application/x-ndjson' }),
    },
    ...(id !== undefined && { params: { id, system: 'hubspot' } }),
    ...(method === 'POST' && { body: bodies[path] ?? {} }),
  });
}

/** The answer for a request of another caller, to a role that may do this with its own requests only, or not at all. */
function refusalFor(path: string, letter: string): number {
  const allowed = expected[path] ?? '';
  if (!allowed.toLowerCase().includes(letter)) return 403;
  // A caller who sees the request is told that it may not do this. Other callers do not learn that the request exists.
  return expected['GET requests/{id}']?.includes(letter.toUpperCase()) ? 403 : 404;
}

/** An ended request accepts no decision any more. A caller who may decide gets this answer. */
function successOf(line: string): number {
  if (line.endsWith('/package/link')) return 200;
  if (/^POST requests\/\{id\}|(candidates|comments)$/.test(line)) return 409;
  if (line.startsWith('POST poison-messages')) return 204;
  // No delivery has the id of the test.
  if (line.startsWith('POST deliveries')) return 404;
  return line === 'POST requests' ? 202 : 200;
}

const cases = Object.entries(expected).flatMap(([line, allowed]) =>
  roles.map((role) => ({ line, role, allowed })),
);

test.each(cases)('$line: $role', async ({ line, role, allowed }) => {
  const [method = '', path = ''] = line.split(' ');
  const letter = letters[role];
  const isAllowed = allowed.toLowerCase().includes(letter);
  if (!path.includes('requests/{id}')) {
    await intake.poisonQueue.put('a message');
    const id = path.startsWith('systems/') ? 'hubspot' : '0';
    const { status } = await send(path, method, keyOf(role), id);
    expect(status).toBe(isAllowed ? successOf(line) : 403);
    return;
  }
  const own = await send(path, method, keyOf(role), await ended(markOf(role)));
  expect(own.status).toBe(isAllowed ? successOf(line) : 403);
  const foreign = await send(path, method, keyOf(role), await ended(markOf('somebody else')));
  expect(foreign.status).toBe(
    allowed.includes(letter.toUpperCase()) ? successOf(line) : refusalFor(line, letter),
  );
});

test.each(Object.keys(expected))(
  '%s: nobody is accepted without a key, or with an unknown key',
  async (line) => {
    const [method = '', path = ''] = line.split(' ');
    const id = await ended(markOf('Requester'));
    for (const key of [null, 'an unknown key', '']) {
      const answer = await send(path, method, key, id);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
    }
    const answer = await send(path, method, 'key without a role', id);
    expect(answer.status).toBe(403);
    expect(intake.register.requests()).toHaveLength(1);
  },
);

test('403 says which role is needed', async () => {
  const answer = await send('requests/{id}/evidence', 'GET', keyOf('Agent'), 'x');
  expect(answer.json()).toMatchObject({
    code: 'forbidden',
    detail: 'This needs the role Operator or Auditor.',
  });
});

test('a list shows a requester and an agent only their own requests', async () => {
  const [own] = [await ended(markOf('Agent')), await ended(markOf('Requester'))];
  const agent = await send('requests', 'GET', keyOf('Agent'));
  expect(agent.json().items.map(({ id }) => id)).toEqual([own]);
  const auditor = await send('requests', 'GET', keyOf('Auditor'));
  expect(auditor.json().items).toHaveLength(2);
});

test('an operator reads packages of others when the policy allows it', async () => {
  intake = createMemoryIntake(
    { ...policy, operatorsReadPackages: true },
    { required: true, platformSignIn: false },
  );
  const id = await ended(markOf('Requester'));
  const read = async (role: Role) =>
    (await send('requests/{id}/package', 'GET', keyOf(role), id)).status;
  expect([await read('Operator'), await read('Auditor'), await read('Agent')]).toEqual([
    200, 403, 404,
  ]);
});

test('the table above names every method of every route', () => {
  const lines = Object.entries(routes).flatMap(([path, route]) =>
    Object.keys(route(intake).actions).map((method) => `${method} ${path}`),
  );
  expect(lines.sort()).toEqual(Object.keys(expected).sort());
});
