import { problem } from './planned-service.ts';
import { requestId } from './requests.ts';
import { runHabeas } from './run-habeas.ts';
import { service, path } from './service-of-commands.ts';

test('a refusal names the allowed actions, and ends with 5', async () => {
  const refusal = { detail: 'It is too late.', state: 'running', actions: ['extend'] };
  const { options } = await service({
    [`POST /api/requests/${requestId}/withdraw`]: [problem(409, 'not-allowed-in-state', refusal)],
  });
  const ran = await runHabeas(['withdraw', requestId], options);
  expect(ran.code).toBe(5);
  expect(ran.errors.split('\n')).toEqual([
    'It cannot be done (not-allowed-in-state).',
    'It is too late.',
    'The request is running.',
    'These actions are allowed now: extend.',
    '',
  ]);
  const asJson = await runHabeas(['withdraw', requestId, '--json'], options);
  expect(JSON.parse(asJson.output)).toMatchObject({
    code: 'not-allowed-in-state',
    actions: ['extend'],
  });
});

test('a list goes through all pages, and a text from outside cannot move the cursor', async () => {
  const row = {
    id: requestId,
    type: 'access',
    state: 'running',
    reason: null,
    dueAt: '2026-04-02T21:59:59.999Z',
  };
  const { options } = await service({
    'GET /api/requests?state=open&limit=50': [
      {
        body: {
          items: [{ ...row, reference: 'A\u001b[2J', waitingFor: ['hubspot'] }],
          continuation: 'next',
        },
      },
    ],
    'GET /api/requests?state=open&limit=50&continuation=next': [
      {
        body: { items: [{ ...row, reference: null, verdicts: { erased: 2 } }], continuation: null },
      },
    ],
  });
  const ran = await runHabeas(['list', '--state', 'open', '--all'], options);
  expect(ran.output.split('\n')).toEqual([
    `${requestId}  access  running  due 2026-04-02  A�[2J  waits for hubspot`,
    `${requestId}  access  running  due 2026-04-02  -  2 erased`,
    '',
  ]);
});

test.each([
  ['no service', ['list'], {}, 2, 'Start one with npm start'],
  ['an invalid address', ['list', '--url', 'nowhere'], {}, 2, 'must be like https://'],
  [
    'a key over plain http',
    ['list', '--url', 'http://example.org'],
    { HABEAS_KEY: 'k' },
    2,
    'only over https',
  ],
  ['a mistyped command', ['shwo'], {}, 2, 'Did you mean show?'],
  ['a mistyped id', ['show', '../systems'], {}, 2, 'The id of a request has 26 characters'],
  ['no person named', ['access'], {}, 2, 'Name the person'],
  ['half an account', ['access', '--account', 'b2c-de'], {}, 2, 'Write --account TENANT:OBJECT-ID'],
])('%s is reported together with what to do', async (_, args, environment, code, message) => {
  const ran = await runHabeas(['--data', '/nowhere', ...args], { environment });
  expect(ran).toMatchObject({ code, output: '', errors: expect.stringContaining(message) });
});

test('a service that does not answer ends with 1', async () => {
  const { options, stop } = await service({});
  await stop();
  expect(await runHabeas(['list'], options)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('does not answer (ECONNREFUSED)'),
  });
});

test('an answer that is not JSON ends with 1', async () => {
  const { options } = await service({ [path]: [{ body: '<html>' }] });
  expect(await runHabeas(['show', requestId], options)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('did not answer with JSON'),
  });
});

test('a probe names what is missing with its fix, and a system that is away is not called good', async () => {
  const missing = { what: 'AuditLog.Read.All is not granted', fix: 'Grant it.' };
  const { options } = await service({
    'GET /api/systems': [
      {
        body: [
          { id: 'b2c-de', title: 'B2C' },
          { id: 'hubspot', title: 'CRM' },
        ],
      },
    ],
    'POST /api/systems/b2c-de/probe': [
      { body: { probe: { reachable: true, problems: [missing] } } },
    ],
    'POST /api/systems/hubspot/probe': [{ body: { probe: { reachable: false, problems: [] } } }],
  });
  const ran = await runHabeas(['probe'], options);
  expect(ran.code).toBe(4);
  expect(ran.output).toContain('bad   b2c-de: AuditLog.Read.All is not granted\n      Grant it.');
  expect(ran.output).toContain('bad   hubspot cannot be reached.');
});
