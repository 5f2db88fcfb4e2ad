import { availableParallelism } from 'node:os';
import { readDurableTaskSettings } from '../../../../local/host/settings/durable-task-settings.ts';
import { readHostJson } from '../../../../local/host/settings/host-json.ts';
import { writeApp } from '../hosted-app.ts';

function read(hostJson: unknown, environment = {}) {
  return readHostJson(writeApp({ 'host.json': hostJson }), environment);
}

test('an empty file has the defaults of Azure', () => {
  expect(read({ version: '2.0' }, { AZURE_FUNCTIONS_ENVIRONMENT: 'Production' })).toEqual({
    functions: undefined,
    functionTimeout: undefined,
    logLevels: { Worker: 'warning' },
    http: {
      routePrefix: 'api',
      maxOutstandingRequests: -1,
      maxConcurrentRequests: -1,
      customHeaders: {},
    },
    queues: {
      batchSize: 16,
      maxPollingInterval: 60_000,
      maxDequeueCount: 5,
      visibilityTimeout: 0,
      messageEncoding: 'base64',
    },
    blobs: { maxDegreeOfParallelism: 8 * availableParallelism(), poisonBlobThreshold: 5 },
    durableTask: {},
  });
});

test('written values replace the defaults', () => {
  const { functionTimeout, queues, logLevels, durableTask, http } = read({
    version: '2.0',
    functionTimeout: '00:05:00',
    logging: { logLevel: { default: 'Warning', 'Function.hello': 'Debug' } },
    extensions: {
      http: { routePrefix: '' },
      queues: {
        maxPollingInterval: '00:00:01',
        visibilityTimeout: '00:00:30',
        messageEncoding: 'None',
      },
      durableTask: { hubName: 'Own' },
    },
  });
  expect(functionTimeout).toBe(300_000);
  expect(http.routePrefix).toBe('');
  expect(queues).toMatchObject({
    maxPollingInterval: 1_000,
    visibilityTimeout: 30_000,
    messageEncoding: 'none',
  });
  expect(logLevels).toMatchObject({ default: 'warning', 'Function.hello': 'debug' });
  expect(durableTask).toEqual({ hubName: 'Own' });
});

test('the environment wins over the file, whatever the case of its keys', () => {
  const { queues, durableTask } = read(
    { version: '2.0', extensions: { queues: { batchSize: 4 } } },
    {
      AzureFunctionsJobHost__extensions__Queues__BatchSize: '2',
      AzureFunctionsJobHost__extensions__durableTask__hubName: 'Other',
    },
  );
  expect(queues.batchSize).toBe(2);
  expect(durableTask).toEqual({ hubName: 'Other' });
});

const withQueues = (queues: object) => ({ version: '2.0', extensions: { queues } });

test.each([
  ['', 'it is empty; it must hold a JSON object.'],
  ['{', 'cannot be read'],
  ['[]', 'must hold a JSON object.'],
  ['{}', '"version": "2.0"'],
  [{ version: 2 }, '"version": "2.0" (as a text)'],
  [{ version: '2.0', extensions: [] }, 'extensions must be an object.'],
  [{ version: '2.0', functionTimeout: 'soon' }, 'functionTimeout is "soon"; it must be a TimeSpan'],
  [
    withQueues({ batchSize: 33 }),
    'extensions.queues.batchSize is 33; it must be a whole number from 1 to 32.',
  ],
  [withQueues({ batchSize: '' }), 'batchSize is ""; it must be a whole number from 1 to 32.'],
  [
    withQueues({ maxPollingInterval: 'soon' }),
    'is "soon"; it must be a TimeSpan of at least 100 ms',
  ],
  [withQueues({ messageEncoding: 'utf8' }), 'it must be one of "base64", "none".'],
  [
    { version: '2.0', logging: { logLevel: { default: '%LEVEL%' } } },
    `logging.logLevel.default is "%LEVEL%", and there is no app setting 'LEVEL'; it must be one of`,
  ],
])('%j is refused in one line that says what to write', (written, reason) => {
  expect(() => read(written)).toThrow(reason);
  expect(() => read(written)).not.toThrow('\n');
});

test('all mistakes are reported at once', () => {
  expect(() => read(withQueues({ batchSize: 0, visibilityTimeout: 5 }))).toThrow(
    /has 2 mistakes:\n {2}extensions\.queues\.batchSize is 0; .*\n {2}extensions\.queues\.visibilityTimeout is 5; /,
  );
});

test('settings of the durable extension have names in any case, and each mistake is reported', () => {
  const { durableTask } = read(
    { version: '2.0', extensions: { durabletask: { HUBNAME: 'Mine' } } },
    { AzureFunctionsJobHost__extensions__DurableTask__MaxConcurrentActivityFunctions: '3' },
  );
  expect(readDurableTaskSettings(durableTask)).toMatchObject({
    hubName: 'Mine',
    maxConcurrentActivityFunctions: 3,
  });
  expect(() => readDurableTaskSettings({ hubName: '1', httpSettings: 5 })).toThrow(
    /has 2 mistakes:\n {2}extensions\.durableTask\.hubName is "1"; .*\n {2}extensions\.durableTask\.httpSettings is 5; it must be an object\./,
  );
});

// QueuesOptions of Microsoft.Azure.WebJobs.Extensions.Storage.Queues.
test('in Development, the default of maxPollingInterval is 2 s', () => {
  expect(read({ version: '2.0' }).queues.maxPollingInterval).toBe(2_000);
});

test('comments, trailing commas, a byte order mark and names in any case are accepted', () => {
  const text = `\uFEFF{
    // https://learn.microsoft.com/azure/azure-functions/functions-host-json
    "Version": "2.0", /* "version": "1.0", */
    "LOGGING": { "loglevel": { "Function.hello": "Debug", }, },
    "Extensions": { "Http": { "RoutePrefix": "http://a,b // no comment", }, },
    "functions": ["a,]", "b",],
  }`;
  expect(read(text)).toMatchObject({
    functions: ['a,]', 'b'],
    logLevels: { 'Function.hello': 'debug' },
    http: { routePrefix: 'http://a,b // no comment' },
  });
});

test('%NAME% in a text is the setting of that name', () => {
  const file = {
    version: '2.0',
    extensions: {
      http: { routePrefix: '%PREFIX%', customHeaders: { 'x-own': '50%% of %PREFIX%' } },
      durableTask: { hubName: '%HUB%One' },
    },
  };
  const { http, durableTask } = read(file, { PREFIX: 'v1', HUB: 'My' });
  expect(http).toMatchObject({ routePrefix: 'v1', customHeaders: { 'x-own': '50%% of v1' } });
  expect(durableTask).toEqual({ hubName: 'MyOne' });
});
