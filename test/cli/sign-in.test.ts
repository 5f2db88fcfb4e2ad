import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { findAuthority, type Authority } from '../../cli/sign-in/authority.ts';
import { awaitTokens, requestDeviceCode } from '../../cli/sign-in/device-code.ts';
import { loadSigningKeys } from '../../local/sandbox/authority/signing-key.ts';
import { createStaffAuthority } from '../../local/sandbox/authority/staff-authority.ts';
import { staffTenant } from '../../local/sandbox/authority/staff.ts';

const minuteMs = 60_000;
/** The clock of the authority. */
let now = Date.now();
/** Answers of the token endpoint that are given before those of the sandbox. */
let errors: string[] = [];
/** What `/openapi.json` and the metadata of the authority answer. */
let documents: Record<string, unknown> = {};
let server: Server;
let authority: Authority;
let origin = '';

beforeAll(async () => {
  const keys = await loadSigningKeys(mkdtempSync(path.join(tmpdir(), 'habeas-authority-')));
  const staff = createStaffAuthority(keys, () => now);
  server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      const body = await text(request);
      const call = { method, path: url, search: '', headers, body, origin };
      const error = url === '/token' ? errors.shift() : undefined;
      const endpoint = {
        '/token': staff.token,
        '/code': staff.deviceCode,
        '/page': staff.devicePage,
      }[url];
      const answer = error
        ? { status: 400, body: { error } }
        : ((await endpoint?.(call)) ?? { status: 200, body: documents[url] ?? null });
      const content = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status).end(content);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { clientId } = staffTenant;
  authority = { clientId, deviceCodeUrl: `${origin}/code`, tokenUrl: `${origin}/token` };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  errors = [];
});

async function enter(fields: Readonly<Record<string, string>>): Promise<string> {
  const person = { username: 'approver-1', password: 'sandbox-approver-1' };
  const body = new URLSearchParams({ ...person, ...fields });
  return (await fetch(`${origin}/page`, { method: 'POST', body })).text();
}

/** Asks for tokens. Each wait is recorded, and the first waits each run the next prepared action. */
async function tokensFor(code: Awaited<ReturnType<typeof requestDeviceCode>>, ...events: Event[]) {
  const waited: number[] = [];
  const tokens = await awaitTokens(authority, code, async (seconds) => {
    waited.push(seconds);
    await events.shift()?.();
  });
  return { tokens, waited };
}

type Event = () => unknown;

test('tokens come when the code was entered; slow_down makes every later wait longer', async () => {
  const code = await requestDeviceCode(authority);
  expect(await enter({ code: 'WRONGCODE' })).toContain('That code didn&#39;t work');
  expect(await enter({ code: code.user_code, password: 'x' })).toContain('password is incorrect');
  errors = ['authorization_pending', 'slow_down'];
  const nothing = () => undefined;
  const { tokens, waited } = await tokensFor(code, nothing, nothing, nothing, () =>
    enter({ code: ` ${code.user_code.slice(0, 4)}-${code.user_code.slice(4).toLowerCase()}` }),
  );
  expect(waited).toEqual([1, 1, 6, 6]);
  expect(tokens).toMatchObject({ expires_in: 3600, refresh_token: expect.any(String) });
  await expect(tokensFor(code)).rejects.toThrow('bad_verification_code');
});

test('a sign-in that was cancelled, came too late, or is not allowed says what to do', async () => {
  const cancelled = await requestDeviceCode(authority);
  await enter({ code: cancelled.user_code, cancel: '1' });
  await expect(tokensFor(cancelled)).rejects.toThrow('The sign-in was cancelled on the page.');

  const late = await requestDeviceCode(authority);
  now += 14 * minuteMs;
  const pass = () => (now += 2 * minuteMs);
  await expect(tokensFor(late, () => undefined, pass)).rejects.toThrow('The code has expired.');
  expect(await enter({ code: late.user_code })).toContain('That code didn&#39;t work');

  errors = ['invalid_client'];
  await expect(tokensFor(late)).rejects.toThrow('Allow public client flows');
  const foreign = requestDeviceCode({ ...authority, clientId: 'another' });
  await expect(foreign).rejects.toThrow('does not know the app registration');
});

test('the service says where to sign in; metadata of another issuer is refused', async () => {
  const openIdConnectUrl = `${origin}/.well-known/openid-configuration`;
  const person = { openIdConnectUrl, 'x-client-id': staffTenant.clientId };
  const metadata = {
    issuer: origin,
    device_authorization_endpoint: `${origin}/code`,
    token_endpoint: `${origin}/token`,
  };
  const find = (metadataOf: object, scheme: object = person) => {
    documents = {
      '/api/openapi.json': { components: { securitySchemes: { person: scheme } } },
      '/.well-known/openid-configuration': metadataOf,
    };
    return findAuthority(`${origin}/api`);
  };
  expect(await find(metadata)).toEqual(authority);
  await expect(find(metadata, { type: 'http' })).rejects.toThrow('HABEAS_TOKEN or HABEAS_KEY');
  await expect(find({ ...metadata, issuer: 'https://x.example.org' })).rejects.toThrow('issuer');
  await expect(find({ ...metadata, token_endpoint: 'http://x.example.org/token' })).rejects.toThrow(
    'https',
  );
});
