import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { launchBrowser } from '../dashboard/browser.ts';
import { runHabeas, startHabeas } from '../cli/run-habeas.ts';
import { startCallbackReceiver } from '../support/callback-receiver.ts';
import { runPageClient } from '../support/page-client.ts';
import { removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { seededDataFolder } from '../support/seeded-data-folder.ts';
import { until } from '../support/until.ts';

let dataFolder: string;
let stack: TestStack;
let browser: Browser;

beforeAll(async () => {
  dataFolder = await seededDataFolder();
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--auth'];
  [stack, browser] = await Promise.all([startStack({ dataFolder, commandLine }), launchBrowser()]);
}, 150_000);
afterAll(async () => {
  await Promise.all([stack.stop(), browser.close()]);
  removeDataFolder(dataFolder);
}, 60_000);

const body = JSON.stringify({ type: 'access', subject: { emails: ['nobody@example.org'] } });
const json = { 'content-type': 'application/json' };
const origin = () => new URL(stack.run.api).origin;

async function newPage(): Promise<Page> {
  // The authority has a certificate of the sandbox.
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  page.setDefaultTimeout(20_000);
  return page;
}

test('an operator signs in on the page, sees who they are, and signs out', async () => {
  const { people = [], dashboard } = stack.run;
  expect(people.map(({ name }) => name)).toContain('auditor-2');
  const operator = people.find(({ name }) => name === 'operator-1');
  const page = await newPage();
  await page.goto(`${dashboard}#/requests`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill(operator?.username ?? '');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Your account or password is incorrect.').waitFor();
  await page.getByLabel('User name').fill(operator?.username ?? '');
  await page.getByLabel('Password').fill(operator?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('operator-1 (Operator)').waitFor();
  await page.getByRole('heading', { name: 'Requests' }).waitFor();

  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const begin = (headers: Record<string, string>) =>
    stack.service.call('requests', { method: 'POST', headers: { cookie, ...headers }, body });
  expect((await begin(json)).status).toBe(403);
  expect((await begin({ ...json, origin: 'https://evil.example.com' })).status).toBe(403);
  expect((await begin({ 'content-type': 'text/plain', origin: origin() })).status).toBe(403);
  expect((await begin({ ...json, origin: origin() })).status).toBe(202);
  expect((await begin({ ...json, origin: origin(), cookie: `${cookie}x` })).status).toBe(401);

  await page.getByRole('link', { name: 'Sign out' }).click();
  await page.getByLabel('Key of the service').waitFor();
  await page.context().close();
});

test('each way to authenticate gives its role, and a principal header from a caller gives none', async () => {
  const content = readFileSync(path.join(dataFolder, 'host', 'keys.json'), 'utf8');
  const { service } = JSON.parse(content) as { service: Record<string, string> };
  const statusOf = async (target: string, headers: Record<string, string>) =>
    (await stack.service.call(target, { headers })).status;
  expect(await statusOf('systems', { 'x-functions-key': service['Auditor'] ?? '' })).toBe(200);
  expect(await statusOf('systems', { 'x-functions-key': service['Agent'] ?? '' })).toBe(403);

  const answer = await fetch(`${stack.run.sandbox}/control/tokens`, {
    method: 'POST',
    body: JSON.stringify({ person: 'approver-1' }),
  });
  expect(answer.status).toBe(201);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  expect(await statusOf('systems', { authorization: `Bearer ${token}` })).toBe(200);
  expect(await statusOf('poison-messages', { authorization: `Bearer ${token}` })).toBe(403);

  const principal = {
    claims: [
      { typ: 'oid', val: 'x' },
      { typ: 'roles', val: 'Operator' },
    ],
  };
  const written = Buffer.from(JSON.stringify(principal)).toString('base64');
  expect(await statusOf('systems', { 'x-ms-client-principal': written })).toBe(401);
  for (const hostsOwn of ['/runtime/webhooks/durabletask/instances', '/admin/host/status'])
    expect((await fetch(`${origin()}${hostsOwn}`)).status).toBe(401);
});

test('a person asks for their data on the page of the guide: from the sign-in to the package', async () => {
  const guide = readFileSync(path.join(__dirname, '..', '..', 'docs', 'self-service.md'), 'utf8');
  const example = /```html\n(.*?)```/s.exec(guide)?.[1] ?? '';
  expect(example.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(52);
  const config = JSON.parse(
    readFileSync(path.join(dataFolder, 'sandbox', 'habeas.config.json'), 'utf8'),
  ) as { policy: { people: { issuer: string } } };
  const html = example
    .replace('http://127.0.0.1:7071/api', stack.run.api)
    .replace('https://localhost:7101', new URL(config.policy.people.issuer).origin);
  const [person] = await stack.sandbox.people(['b2c-de'], 1);

  // The configuration of the sandbox lists this origin.
  const portal = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(html),
  );
  await new Promise<void>((listening) => portal.listen(8088, '127.0.0.1', listening));
  const page = await newPage();
  await page.goto('http://127.0.0.1:8088/');
  await page.getByRole('button', { name: 'Get a copy of my data' }).click();
  await page.getByLabel('E-mail').fill(person?.emails[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const link = page.getByRole('link', { name: 'Download my data' });
  await link.waitFor({ timeout: 90_000 });
  expect(await page.getByRole('status').textContent()).toMatch(/^Your request is completed/);
  expect(page.url()).toBe('http://127.0.0.1:8088/');
  const saved = page.waitForEvent('download');
  await link.click();
  const zip = readFileSync(await (await saved).path());
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  await page.context().close();
  portal.closeAllConnections();
  await new Promise((closed) => portal.close(closed));
}, 150_000);

test('from a terminal a requester asks for a copy and checks it, and an auditor checks the evidence', async () => {
  const habeas = (role: string, ...args: string[]) =>
    runHabeas(['--data', dataFolder, '--role', role, ...args]);
  const [person] = await stack.sandbox.people(['b2c-de', 'hubspot'], 1);
  const asked = await habeas(
    'Requester',
    ...['access', '--email', person?.emails[0] ?? '', '--watch', '--json'],
  );
  expect(asked.code).toBe(0);
  const { id, systems } = JSON.parse(asked.output);
  expect(systems).toContainEqual(expect.objectContaining({ id: 'hubspot', verdict: 'exported' }));

  const copy = path.join(dataFolder, 'copy.zip');
  await habeas('Requester', 'package', id, '--out', copy);
  const checked = await habeas('Requester', 'verify', copy);
  expect(checked).toMatchObject({ code: 0, output: expect.stringContaining('hubspot') });

  const refused = await habeas('Requester', 'evidence', id);
  expect(refused).toMatchObject({
    code: 5,
    errors: expect.stringContaining('Operator or Auditor'),
  });
  const evidence = path.join(dataFolder, 'evidence.json');
  await habeas('Auditor', 'evidence', id, '--out', evidence);
  const whole = await habeas('Auditor', 'verify', evidence);
  expect(whole).toMatchObject({
    code: 0,
    output: expect.stringContaining('the chain is complete'),
  });
  const listed = await habeas('Auditor', 'list', '--reference', id);
  expect(listed.output).toContain(`${id}  access  completed`);
});

test('a person signs in from a terminal with a code, works without a key, and signs out', async () => {
  const config = mkdtempSync(path.join(tmpdir(), 'habeas-sign-in-'));
  const environment = {
    XDG_CONFIG_HOME: config,
    NODE_EXTRA_CA_CERTS: path.join(dataFolder, 'sandbox', 'tls', 'ca.pem'),
  };
  const login = startHabeas(['--data', dataFolder, 'login'], { environment });
  const habeas = (...args: string[]) => runHabeas(['--data', dataFolder, ...args], { environment });
  const asked = /open (\S+) in a browser and enter the code (\w+)\./;
  await until('the code was shown', () => asked.test(login.errors()));
  const [, address = '', code = ''] = asked.exec(login.errors()) ?? [];
  const page = await newPage();
  await page.goto(address);
  await page.getByLabel('Code').fill(code.toLowerCase());
  await page.getByLabel('User name').fill('operator-2');
  await page.getByLabel('Password').fill('sandbox-operator-2');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You have signed in.').waitFor();
  await page.context().close();
  const name = 'operator-2@nordlicht.onmicrosoft.com (Operator)';
  const signedIn = await login.ended;
  expect(signedIn).toMatchObject({ code: 0, output: expect.stringContaining(`as ${name}.`) });

  const [file = ''] = readdirSync(config, { recursive: true, encoding: 'utf8' })
    .map((entry) => path.join(config, entry))
    .filter((entry) => entry.endsWith('.json'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const doctor = await habeas('doctor');
  expect(doctor).toMatchObject({
    code: 0,
    output: expect.stringContaining(`signed in as ${name}.`),
  });
  for (const { output, errors } of [signedIn, doctor]) expect(output + errors).not.toContain('eyJ');

  const change = (fields: object) => {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { accessToken: string };
    writeFileSync(file, JSON.stringify({ ...kept, ...fields }));
    return kept.accessToken;
  };
  change({ expiresAt: Date.now() - 1, accessToken: 'expired' });
  expect((await habeas('systems')).code).toBe(0);
  expect(change({ expiresAt: Date.now() - 1, refreshToken: 'expired' })).not.toBe('expired');
  expect(await habeas('systems')).toMatchObject({
    code: 5,
    errors: expect.stringContaining('Sign in again: habeas login'),
  });
  expect((await habeas('logout')).code).toBe(0);
  expect((await habeas('systems')).code).toBe(5);
}, 150_000);

test('the client of the page about the API sends an erasure, and its receiver verifies the callback', async () => {
  const content = readFileSync(path.join(dataFolder, 'host', 'keys.json'), 'utf8');
  const { service } = JSON.parse(content) as { service: Record<string, string> };
  const [person] = await stack.sandbox.people(['b2c-fr', 'mailchimp'], 1);
  const receiver = await startCallbackReceiver();
  const callback = `reference: 'CASE-4711', callbackUrl: '${receiver.url('/hook')}',`;
  const printed = await runPageClient(service['Requester'] ?? '', {
    'https://dsar.example.org/api': stack.run.api,
    'ada@example.org': person?.emails[0] ?? '',
    "reference: 'CASE-4711',": callback,
  });
  expect(printed).toContain('completed');
  expect(printed).toContain('b2c-fr: erased');
  const [received] = await until('the callback came', () =>
    Promise.resolve(receiver.received.length > 0 && receiver.received),
  );
  receiver.close();
  const secret = readFileSync(path.join(dataFolder, 'keys', 'webhook-secret'), 'utf8').trim();
  const event = new Webhook(secret).verify(
    received?.body ?? '',
    received?.headers as Record<string, string>,
  );
  expect(event).toMatchObject({ data: { reference: 'CASE-4711', state: 'completed' } });
}, 120_000);
