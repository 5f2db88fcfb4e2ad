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

test.each([
  ['{', 'cannot be read'],
  ['[]', 'must hold a JSON object'],
  ['{}', '"version": "2.0"'],
  ['{"version":"2.0","extensions":{"queues":{"batchSize":33}}}', 'extensions.queues.batchSize'],
  ['{"version":"2.0","extensions":{"queues":{"maxPollingInterval":"soon"}}}', 'must be a TimeSpan'],
])('%s is refused in one line', (text, reason) => {
  expect(() => read(text)).toThrow(reason);
  expect(() => read(text)).not.toThrow('\n');
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
