import { readHostJson } from '../../../../local/host/settings/host-json.ts';
import { writeApp } from '../hosted-app.ts';

function read(hostJson: unknown, environment = {}) {
  return readHostJson(writeApp({ 'host.json': hostJson }), environment);
}

test('an empty file has the defaults of Azure', () => {
  expect(read({ version: '2.0' })).toEqual({
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
