import { upkeepRoute } from '../../../src/doors/http/upkeep-route.ts';
import { loadedConfiguration } from '../../../src/config/loaded-configuration.ts';
import { sweep } from '../../../src/upkeep/sweep.ts';
import { call, createMemoryIntake, strictPolicy } from '../../support/memory-intake.ts';
import { bringTo } from '../../support/requests.ts';

const secret = 'whsec_c2VjcmV0IHZhbHVlIG9mIHRoZSBwb3J0YWw=';
const hmac = 'a'.repeat(43);
const origin = 'https://portal.example.org';
const policy = {
  ...strictPolicy,
  callbacks: {
    ...strictPolicy.callbacks,
    ...{ webhookSecret: secret, origins: [{ origin, secrets: [secret] }] },
  },
  keys: [{ name: 'portal', hmac, roles: ['Requester' as const] }],
};
const file = {
  systems: [
    {
      ...{ id: 'hubspot', connector: 'hubspot', title: 'CRM', settings: { objectIdProperty: 'x' } },
      secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
    },
  ],
  policy: { callbacks: { origins: [{ origin, secrets: ['env:PORTAL_SECRET'] }] } },
};

test('it shows what the sweeper did, the versions of flows, and the configuration with only the names of secrets', async () => {
  const intake = { ...createMemoryIntake(policy), loaded: loadedConfiguration(file, policy) };
  const read = async () => (await call(upkeepRoute(intake), intake, {})).text;
  expect(JSON.parse(await read())).toMatchObject({
    sweeper: null,
    flows: { current: '1', open: {} },
  });

  const { receivedAt } = await bringTo(intake.register, { receivedAt: intake.clock.at });
  intake.clock.at = '2026-03-02T10:00:20.000Z';
  await sweep(intake, intake, () => Promise.resolve());
  const at = intake.clock.at;

  const text = await read();
  expect(JSON.parse(text)).toMatchObject({
    at,
    sweeper: { startedAt: at, open: 1, checked: 1, woken: 0, failures: 0, packagesDeleted: 0 },
    purges: { keys: { due: 0, nextAt: null }, packages: { due: 0, nextAt: null } },
    residuals: { due: 0, nextAt: null },
    keys: { serviceSince: '2026-01-02T10:00:00.000Z', openRequests: 1 },
    flows: { current: '1', open: { '1': 1 }, countedAt: at },
    configuration: {
      systems: [{ id: 'hubspot', secrets: { accessToken: 'env:HUBSPOT_TOKEN' } }],
      policy: {
        giveUpAfterSeconds: 30,
        callbacks: {
          webhookSecret: 'env:HABEAS_WEBHOOK_SECRET',
          origins: [{ origin, secrets: ['env:PORTAL_SECRET'] }],
        },
        keys: [{ name: 'portal', roles: ['Requester'] }],
      },
    },
  });
  expect(text).not.toContain(secret);
  expect(text).not.toContain(hmac);
  expect(receivedAt).toBe('2026-03-02T10:00:00.000Z');
});
