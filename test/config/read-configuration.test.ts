import { systemIdOf } from '../../src/domain/system.ts';
import { read, secret, system } from './written-configuration.ts';

test('reads systems, policy, storage and keys', () => {
  const configuration = read({ systems: [system] });
  expect(configuration.systems.get(systemIdOf('hubspot'))).toMatchObject({
    connector: 'hubspot',
    title: 'CRM',
    role: 'downstream',
    recordsName: 'contacts',
    aliases: ['portal-1', 'crm.example.org'],
  });
  expect(configuration.policy).toEqual({
    timeZone: 'UTC',
    country: null,
    holidays: [],
    language: 'en',
    giveUpAfterSeconds: 24 * 3600,
    orderWaitSeconds: 600,
    decideWithinSeconds: 14 * 86_400,
    pendingWaitSeconds: 5 * 86_400,
    leads: 'decide',
    retryDays: 14,
    gates: [],
    packageDays: 30,
    callbacks: {
      allowHttp: false,
      allowPrivateAddresses: false,
      origins: [],
      webhookSecret: secret,
    },
    keys: [],
    selfService: {},
    limits: { perMinute: { person: 60, key: 600 } },
    brake: { erasuresPerHour: 200 },
    operatorsReadPackages: false,
    withhold: [],
    retention: [],
    legalHolds: [],
  });
  expect(configuration.storage).toEqual({ connectionString: 'UseDevelopmentStorage=true' });
  expect(configuration.keyEncryptionKey).toHaveLength(32);
  expect(configuration.publicUrl).toBe('https://localhost/');
});

test('reads all fields of the policy', () => {
  const { policy } = read(
    {
      systems: [system],
      policy: {
        timeZone: 'Europe/Berlin',
        giveUpAfter: 'PT30S',
        retryDays: 3,
        packageDays: 7,
        callbacks: {
          allowHttp: true,
          allowPrivateAddresses: true,
          origins: [{ origin: 'https://portal.example.org', secrets: ['env:OLD', 'env:NEW'] }],
        },
      },
    },
    { OLD: secret, NEW: secret },
  );
  expect(policy).toMatchObject({
    timeZone: 'Europe/Berlin',
    giveUpAfterSeconds: 30,
    callbacks: { origins: [{ origin: 'https://portal.example.org', secrets: [secret, secret] }] },
  });
});

test('a duration may be zero', () => {
  const { policy } = read({ systems: [system], policy: { giveUpAfter: 'PT0S' } });
  expect(policy.giveUpAfterSeconds).toBe(0);
});

test('reads the texts about a system, and refuses a topic that does not exist', () => {
  const about = { purposes: { en: 'to sell', el: 'πώληση' }, recipients: 'nobody' };
  const controller = { name: 'Nordlicht', contact: 'dpo@nordlicht.example' };
  const configuration = read({ systems: [{ ...system, about }], policy: { controller } });
  expect(configuration.systems.all()[0]).toMatchObject({ about });
  expect(configuration.policy.controller).toEqual(controller);
  expect(() => read({ systems: [{ ...system, about: { purpose: 'x' } }] })).toThrow('about');
});
