import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpRequest, InvocationContext, type HttpResponseInit } from '@azure/functions';
import { operations } from '../../src/doors/openapi/operations.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

interface Registered {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly callback: (
    request: HttpRequest,
    context: InvocationContext,
  ) => Promise<HttpResponseInit>;
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
    registerFunction: (registered: Registered, callback: Registered['callback']) => {
      mockRegistered.push({ ...registered, callback });
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
}, 120_000);
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
    'visitInOrder orchestrationTrigger',
    'visitSystem orchestrationTrigger',
    'deliverStatus orchestrationTrigger',
    'watchResiduals orchestrationTrigger',
    'watchSystem orchestrationTrigger',
    'openRequest activityTrigger',
    'findSubject activityTrigger',
    'planVisits activityTrigger',
    'planAgain activityTrigger',
    'askTurn activityTrigger',
    'askGate activityTrigger',
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
    'eraseKept activityTrigger',
    'readKept activityTrigger',
    'recordWatch activityTrigger',
    'requests httpTrigger anonymous requests',
    'bulkRequests httpTrigger anonymous requests:bulk',
    'request httpTrigger anonymous requests/{id}',
    'requestReport httpTrigger anonymous requests/{id}/report',
    'requestPackage httpTrigger anonymous requests/{id}/package',
    'requestPackageLink httpTrigger anonymous requests/{id}/package/link',
    'requestTimeline httpTrigger anonymous requests/{id}/timeline',
    'requestEvidence httpTrigger anonymous requests/{id}/evidence',
    'ownRequests httpTrigger anonymous me/requests',
    'ownRequest httpTrigger anonymous me/requests/{id}',
    'ownReport httpTrigger anonymous me/requests/{id}/report',
    'ownWithdrawal httpTrigger anonymous me/requests/{id}/withdraw',
    'ownPackage httpTrigger anonymous me/requests/{id}/package',
    'requestIdentity httpTrigger anonymous requests/{id}/identity',
    'requestApprove httpTrigger anonymous requests/{id}/approve',
    'requestRefuse httpTrigger anonymous requests/{id}/refuse',
    'requestWithdraw httpTrigger anonymous requests/{id}/withdraw',
    'requestHold httpTrigger anonymous requests/{id}/hold',
    'requestResume httpTrigger anonymous requests/{id}/resume',
    'requestExtend httpTrigger anonymous requests/{id}/extend',
    'searchSubjects httpTrigger anonymous subjects/search',
    'audit httpTrigger anonymous audit',
    'requestRetry httpTrigger anonymous requests/{id}/retry',
    'systemRetry httpTrigger anonymous requests/{id}/systems/{system}/retry',
    'candidates httpTrigger anonymous requests/{id}/systems/{system}/candidates',
    'systemDecide httpTrigger anonymous requests/{id}/systems/{system}/decide',
    'systemWaive httpTrigger anonymous requests/{id}/systems/{system}/waive',
    'requestComments httpTrigger anonymous requests/{id}/comments',
    'requestIdentifiers httpTrigger anonymous requests/{id}/identifiers',
    'requestAssign httpTrigger anonymous requests/{id}/assign',
    'caller httpTrigger anonymous caller',
    'systems httpTrigger anonymous systems',
    'probeSystem httpTrigger anonymous systems/{id}/probe',
    'pauseSystem httpTrigger anonymous systems/{id}/pause',
    'resumeSystem httpTrigger anonymous systems/{id}/resume',
    'overview httpTrigger anonymous overview',
    'upkeep httpTrigger anonymous upkeep',
    'releaseBrake httpTrigger anonymous brake/release',
    'poisonMessages httpTrigger anonymous poison-messages',
    'redriveMessage httpTrigger anonymous poison-messages/{id}/redrive',
    'discardMessage httpTrigger anonymous poison-messages/{id}/discard',
    'deliveries httpTrigger anonymous deliveries',
    'redriveDelivery httpTrigger anonymous deliveries/{id}/redrive',
    'packageLink httpTrigger anonymous package-links/{token}',
    'openApi httpTrigger anonymous openapi.json',
    'nowhere httpTrigger anonymous {*path}',
    'dashboard httpTrigger anonymous dashboard',
    'sweep timerTrigger */30 * * * * *',
    'acceptQueuedRequest queueTrigger dsar-requests',
  ]);
});

/** The context of a call, with the durable client that the host adds. */
function contextOf(bindings: Registered['bindings']): InvocationContext {
  const inputs = Object.entries(bindings)
    .filter(([, { type }]) => type === 'durableClient')
    .map(([name, { type }]) => ({ name, type }));
  const trigger = { name: 'request', type: 'httpTrigger' };
  const context = new InvocationContext({
    logHandler: () => undefined,
    options: { trigger, extraInputs: inputs, extraOutputs: [] },
  });
  const client = { taskHubName: 'hub', creationUrls: {}, managementUrls: { id: 'x' } };
  for (const { name } of inputs) context.extraInputs.set(name, client);
  return context;
}

const httpRequest = (method: string): HttpRequest =>
  new HttpRequest({
    method,
    url: 'https://dsar.example.org/api/requests',
    params: { id: '01KAJ3ZZZZZZZZZZZZZZZZZZ02' },
  });

// To the Functions host every route is anonymous: the service asks who calls. These alone answer everybody.
const forEverybody = {
  dashboard: 'the page holds no data',
  nowhere: 'nothing is there',
  openApi: 'it tells of no request',
  packageLink: 'the address holds a token that only its receiver knows',
};

test('a function that HTTP calls reach lets nobody in who does not say who they are', async () => {
  const doors = mockRegistered.filter((one) => triggerOf(one).type === 'httpTrigger');
  expect(doors.length).toBeGreaterThan(5);
  const open: string[] = [];
  for (const { name, callback, bindings } of doors) {
    if (name === 'dashboard') {
      expect(triggerOf({ name, callback, bindings }).methods).toEqual(['GET']);
      open.push(name);
      continue;
    }
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await callback(httpRequest(method), contextOf(bindings));
      if (answer.status !== 401) open.push(name);
    }
  }
  expect([...new Set(open)].sort()).toEqual(Object.keys(forEverybody));
});

test('every address is described in the OpenAPI document', () => {
  const addresses = mockRegistered
    .map(triggerOf)
    .filter(({ type, route }) => type === 'httpTrigger' && route !== 'dashboard')
    .map(({ route }) => `/${route ?? ''}`)
    .filter((route) => route !== '/{*path}');
  expect(new Set(operations.map((operation) => operation.path))).toEqual(new Set(addresses));
});
