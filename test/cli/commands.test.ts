import { execFileSync } from 'node:child_process';
import { problem } from './planned-service.ts';
import { request, requestId, system } from './requests.ts';
import { runHabeas, runInTerminal } from './run-habeas.ts';
import { service, erased, failed, path } from './service-of-commands.ts';

test('an erasure is sent with the identifiers, an idempotency key and the credential', async () => {
  const { calls, url } = await service({
    'POST /api/requests': [{ status: 202, body: request('received') }],
  });
  const ran = await runHabeas(
    [
      'erase',
      '--account',
      'b2c-de:2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11',
      '--email',
      'a@example.org',
    ].concat([
      '--identity',
      'userName@b2c-de:ada',
      '--external',
      'hubspot:51',
      '--key',
      'CASE-1',
      '--regulation',
      'ccpa',
    ]),
    { environment: { HABEAS_URL: `${url}/api/`, HABEAS_KEY: 'secret' } },
  );
  expect(ran).toEqual({
    code: 0,
    errors: '',
    output: `${requestId}  received, due 2026-04-02 21:59\n`,
  });
  expect(calls[0]).toMatchObject({
    headers: { 'x-functions-key': 'secret', 'idempotency-key': 'CASE-1' },
    body: {
      type: 'erasure',
      regulation: 'ccpa',
      subject: {
        accounts: [{ tenant: 'b2c-de', objectId: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11' }],
        emails: ['a@example.org'],
        identities: [{ signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: 'ada' }],
        externalIds: [{ system: 'hubspot', id: '51' }],
      },
    },
  });
});

test('the subject can come from standard input, so no identifier is in the history of a shell', async () => {
  const { calls, options } = await service({
    'POST /api/requests': [{ status: 202, body: request('received') }],
  });
  const ran = await runHabeas(['access', '--subject', '-', '--json'], {
    ...options,
    input: '{"emails": ["a@example.org"]}',
  });
  expect(JSON.parse(ran.output)).toEqual(request('received'));
  expect(calls[0]?.body).toMatchObject({ type: 'access', subject: { emails: ['a@example.org'] } });
});

test.each([
  ['completed', [erased], 0],
  ['completed-with-exceptions', [erased, failed], 3],
  ['withdrawn', [], 3],
  ['failed', [failed], 4],
])(
  'watch follows a request and ends with the code of its end: %s',
  async (state, systems, code) => {
    const open = system('hubspot', {
      progress: {
        step: 'erase',
        attempts: 2,
        code: 'unavailable',
        nextAt: '2026-03-02T10:00:04.000Z',
        waitingFor: 'system',
      },
    });
    const { options } = await service({
      [path]: [
        { body: request('running', [open]) },
        problem(503, 'unavailable', { detail: 'Wait.' }),
        { body: request(state, systems) },
      ].map((answer) => ({ ...answer, headers: { 'retry-after': '0' } })),
    });
    const ran = await runHabeas(['watch', requestId], options);
    expect(ran.code).toBe(code);
    expect(ran.output.split('\n').slice(0, 2)).toEqual([
      'request  running',
      'hubspot  erase, try 2, unavailable, waits for system, next try 10:00:04',
    ]);
    expect(ran.output).toContain(`request  ${state}\n`);
  },
);

test('in a terminal each system keeps its line, in colours unless NO_COLOR is set', async () => {
  const { options } = await service({
    [path]: [
      { body: request('running', [system('b2c-de')]) },
      { body: request('completed', [erased]) },
    ],
  });
  const ran = await runInTerminal(['watch', requestId], options);
  expect(ran.output).toContain('\u001b[2A');
  expect(ran.output).toContain('\u001b[32merased\u001b[39m');
  const plain = await runInTerminal(['show', requestId], {
    environment: { ...options.environment, NO_COLOR: '1' },
  });
  expect(plain.output).toContain('b2c-de  erased');
  expect(plain.output).not.toContain('\u001b[32m');
});

test('in a terminal an erasure asks first, and "no" sends nothing', async () => {
  const { calls, options } = await service({
    'POST /api/requests': [{ status: 202, body: request('received') }],
  });
  const no = await runInTerminal(['erase', '--email', 'a@example.org'], {
    ...options,
    input: 'n\n',
  });
  expect(no).toMatchObject({ code: 2, output: expect.stringContaining('Nothing was done.') });
  expect(calls).toEqual([]);
  const yes = await runInTerminal(['erase', '--email', 'a@example.org'], {
    ...options,
    input: 'y\n',
  });
  expect(yes.code).toBe(0);
  expect(calls).toHaveLength(1);
});

test('approve shows the plan and approves exactly that plan', async () => {
  const { calls, options } = await service({
    [path]: [{ body: request('awaiting-approval', [], { planHash: 'abc' }) }],
    [`POST /api/requests/${requestId}/approve`]: [{ body: request('cooling-off') }],
  });
  expect(await runHabeas(['approve', requestId], options)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('Add --yes to confirm.'),
  });
  const ran = await runInTerminal(['approve', requestId], { ...options, input: 'yes\n' });
  expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('Approve plan abc?') });
  expect(calls.at(-1)?.body).toEqual({ planHash: 'abc' });
});

test('a key is made on this machine; the service keeps its HMAC', async () => {
  const ran = await runHabeas(['key', 'new', 'portal', 'Agent', '--json']);
  const { key, entry } = JSON.parse(ran.output);
  expect(key).toMatch(/^habeas_[\w-]{43}$/);
  expect(entry).toEqual({
    name: 'portal',
    hmac: expect.stringMatching(/^[\w-]{43}$/),
    roles: ['Agent'],
  });
  expect((await runHabeas(['key', 'new', 'portal', 'King'])).code).toBe(2);
});

test('the completion of bash knows commands and options', async () => {
  const { output } = await runHabeas(['completion', 'bash']);
  const complete = `${output}\nCOMP_WORDS=(habeas approve --p); COMP_CWORD=2; _habeas; echo "\${COMPREPLY[@]}"`;
  expect(execFileSync('bash', ['-c', complete], { encoding: 'utf8' })).toBe('--plan\n');
});
