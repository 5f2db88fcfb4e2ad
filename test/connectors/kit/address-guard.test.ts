import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressGuard, isAllowedUrl } from '../../../src/connectors/kit/address-guard.ts';
import { send } from '../../../src/connectors/kit/send.ts';

test.each([
  ['https://api.example.org', [], true],
  ['https://api.example.org:8443/x', [], true],
  ['http://api.example.org', [], false],
  ['http://api.example.org', ['api.example.org'], true],
  ['https://10.0.0.7', [], false],
  ['https://10.0.0.7', ['10.0.0.7'], true],
  ['https://[::1]', [], false],
  ['https://169.254.169.254/metadata', [], false],
  ['https://168.63.129.16', [], false],
  ['https://[::ffff:127.0.0.1]', [], false],
  ['https://api.example.org', ['other.example.org'], true],
])('%s with %j as internal hosts: %p', (url, internal, allowed) => {
  expect(isAllowedUrl(new URL(url), internal)).toBe(allowed);
});

test('a name that leads to a private address is refused when it is connected to, unless it is listed', async () => {
  let calls = 0;
  const server = createServer((_request, response) => {
    calls += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const call = (scheme: string, internal: readonly string[]) =>
    send(
      { method: 'GET', url: `${scheme}://localhost:${String(port)}/` },
      { timeoutSeconds: 5, maxBytes: 1000, agentFor: addressGuard(internal) },
    );
  try {
    // The name passes the check of its text. Only the look-up shows where it leads.
    await expect(call('https', [])).rejects.toMatchObject({ code: 'misconfigured' });
    await expect(call('http', [])).rejects.toMatchObject({ code: 'misconfigured' });
    expect(calls).toBe(0);
    expect((await call('http', ['localhost'])).status).toBe(200);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
