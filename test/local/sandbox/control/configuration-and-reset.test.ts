import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient } from '../support/graph-client.ts';
import { hubspotClient } from '../support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

interface Configuration {
  systems: {
    id: string;
    connector: string;
    settings: Record<string, unknown>;
    secrets: Record<string, string>;
  }[];
  policy: Record<string, unknown>;
}

describe('the configuration it writes', () => {
  const read = () => JSON.parse(readFileSync(fixture.sandbox.configFile, 'utf8')) as Configuration;

  it('names every system with its connector, addresses and secrets', () => {
    const { systems, policy } = read();
    expect(systems.map(({ id, connector }) => [id, connector])).toEqual([
      ['b2c-de', 'azure-ad-b2c'],
      ['b2c-fr', 'azure-ad-b2c'],
      ['b2c-us', 'azure-ad-b2c'],
      ['hubspot', 'hubspot'],
      ['mailchimp', 'mailchimp'],
    ]);
    expect(systems[0]!.settings).toMatchObject({
      domain: 'nordlichtde.onmicrosoft.com',
      authorityHost: fixture.sandbox.authority,
      graphUrl: `${fixture.sandbox.systems['b2c-de']!}/v1.0`,
      auditRetentionDays: 7,
    });
    expect(policy).toMatchObject({
      giveUpAfter: 'PT30S',
      timeZone: 'Europe/Berlin',
      callbacks: { allowPrivateAddresses: true, allowHttp: true },
    });
  });

  it('writes the secrets to a second file that only the owner can read', () => {
    const file = path.join(path.dirname(fixture.sandbox.configFile), 'secrets.env.json');
    const named = read().systems.flatMap(({ secrets }) =>
      Object.values(secrets).map((secret) => secret.replace('env:', '')),
    );
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).sort()).toEqual(
      named.sort(),
    );
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('reset', () => {
  it('restores the seeded world and real time, and clears journal and faults', async () => {
    const [person] = await fixture.control.byTrait('victim');
    const id = objectIdIn(person!, 'b2c-de');
    await graphClient(fixture.sandbox).api(`/users/${id}`).delete();
    await fixture.control.fault('hubspot', { mode: 'refuse' });
    await fixture.control.call('POST', 'clock', { advanceSeconds: 1e6 });
    expect((await fixture.control.call('POST', 'reset')).status).toBe(204);
    expect(await fixture.control.journal()).toEqual([]);
    expect(await graphClient(fixture.sandbox).api(`/users/${id}`).get()).toMatchObject({ id });
    expect(
      (await hubspotClient(() => fixture.sandbox)('GET', '/crm/v3/objects/contacts?limit=1'))
        .status,
    ).toBe(200);
    const { body } = await fixture.control.call('GET', 'clock');
    expect(Math.abs(Date.parse((body as { now: string }).now) - Date.now())).toBeLessThan(60_000);
  });
});
