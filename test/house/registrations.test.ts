import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAzurite, type Azurite } from '../support/azurite.ts';

interface Registered {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}

interface Binding {
  readonly type: string;
  readonly direction: string;
  readonly authLevel?: string;
  readonly route?: string;
  readonly methods?: readonly string[];
  readonly queueName?: string;
  readonly schedule?: string;
}

const mockRegistered: Registered[] = [];
const mockStartHooks: ((context: object) => unknown)[] = [];

// The Functions worker provides this module at run time. It is in no registry, so it cannot be injected in another way.
jest.mock(
  '@azure/functions-core',
  () => ({
    version: '0',
    hostVersion: '4',
    setProgrammingModel: () => undefined,
    registerHook: (name: string, callback: (context: object) => unknown) => {
      if (name === 'appStart') mockStartHooks.push(callback);
      return { dispose: () => undefined };
    },
    log: () => undefined,
    registerFunction: (registered: Registered) => {
      mockRegistered.push(registered);
      return { dispose: () => undefined };
    },
  }),
  { virtual: true },
);

let folder: string;
let azurite: Azurite;
const before = { ...process.env };

beforeAll(async () => {
  azurite = await startAzurite();
  folder = mkdtempSync(path.join(tmpdir(), 'habeas-registrations-'));
  const file = path.join(folder, 'habeas.config.json');
  const system = {
    id: 'hubspot',
    connector: 'hubspot',
    title: 'CRM',
    secrets: { accessToken: 'env:A_SECRET' },
  };
  writeFileSync(file, JSON.stringify({ systems: [system] }));
  const key = Buffer.alloc(32, 1).toString('base64');
  Object.assign(process.env, {
    A_SECRET: 'a secret of some length',
    AzureWebJobsStorage: azurite.connectionString,
    HABEAS_CONFIG: file,
    HABEAS_KEY_ENCRYPTION_KEY: key,
    HABEAS_LOOKUP_KEY: key,
    HABEAS_WEBHOOK_SECRET: `whsec_${key}`,
  });
  await import('../../src/main.ts');
  for (const start of mockStartHooks) await start({ hookData: {}, appHookData: {} });
});
afterAll(async () => {
  process.env = before;
  await azurite.stop();
  rmSync(folder, { recursive: true });
});

function triggerOf({ bindings }: Registered): Binding {
  const trigger = Object.values(bindings).find(({ type }) => type.endsWith('Trigger'));
  if (!trigger) throw new Error('A function has no trigger.');
  return trigger;
}

function line(registered: Registered): string {
  const { type, authLevel, route, queueName, schedule } = triggerOf(registered);
  const rest = [authLevel, route, queueName, schedule].filter((part) => part !== undefined);
  return [registered.name, type, ...rest].join(' ');
}

// A running instance on Azure finds a function by its name, so a new name breaks it.
test('the list of functions is complete, with triggers and authorization levels', () => {
  expect(mockRegistered.map(line)).toEqual([
    'honourRequest orchestrationTrigger',
    'visitSystem orchestrationTrigger',
    'deliverStatus orchestrationTrigger',
    'watchResiduals orchestrationTrigger',
    'watchSystem orchestrationTrigger',
    'openRequest activityTrigger',
    'findSubject activityTrigger',
    'planVisits activityTrigger',
    'planAgain activityTrigger',
    'askTurn activityTrigger',
    'holdAccounts activityTrigger',
    'releaseAccount activityTrigger',
    'exportFromSystem activityTrigger',
    'eraseFromSystem activityTrigger',
    'verifyInSystem activityTrigger',
    'recordVerdict activityTrigger',
    'compileReport activityTrigger',
    'endBroken activityTrigger',
    'announceOnQueue activityTrigger',
    'callBack activityTrigger',
    'recordDelivery activityTrigger',
    'openWatch activityTrigger',
    'readResiduals activityTrigger',
    'recordWatch activityTrigger',
    'requests httpTrigger function requests',
    'request httpTrigger function requests/{id}',
    'requestReport httpTrigger function requests/{id}/report',
    'requestPackage httpTrigger function requests/{id}/package',
    'requestEvidence httpTrigger function requests/{id}/evidence',
    'systems httpTrigger function systems',
    'poisonMessages httpTrigger function poison-messages',
    'nowhere httpTrigger function {*path}',
    'dashboard httpTrigger anonymous dashboard',
    'sweep timerTrigger */30 * * * * *',
    'acceptQueuedRequest queueTrigger dsar-requests',
  ]);
});

test('only reading the static page is anonymous', () => {
  const anonymous = mockRegistered.filter(
    (registered) => triggerOf(registered).authLevel === 'anonymous',
  );
  expect(anonymous.map(({ name }) => name)).toEqual(['dashboard']);
  expect(anonymous.map((registered) => triggerOf(registered).methods)).toEqual([['GET']]);
});
