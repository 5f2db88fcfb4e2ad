import { createLog } from '../../../../local/host/log.ts';
import { createBackoff } from '../../../../local/host/worker/backoff.ts';
import type {
  FunctionApp,
  Invocation,
  RegisteredFunction,
} from '../../../../local/host/worker/function-app.ts';
import { invokeWithRetries } from '../../../../local/host/worker/invoke-with-retries.ts';
import type { RetryOptions } from '../../../../local/host/worker/rpc.ts';

const log = createLog({ default: 'none' });

async function run(retryOptions: RetryOptions | undefined, failures: number) {
  const invocations: Invocation[] = [];
  const pauses: number[] = [];
  const app: FunctionApp = {
    functions: new Map(),
    invoke: (_registered, invocation) => {
      invocations.push(invocation);
      return invocations.length <= failures
        ? Promise.reject(new Error(`failure ${invocations.length}`))
        : Promise.resolve({ rawResult: 'done', returnValue: undefined, outputs: {} });
    },
  };
  const registered: RegisteredFunction = {
    name: 'f',
    bindings: {},
    trigger: { type: 'timerTrigger', name: 't' },
    ...(retryOptions && { retryOptions }),
  };
  const pause = (ms: number) => {
    pauses.push(ms);
    return Promise.resolve();
  };
  const first: Invocation = { trigger: {}, invocationId: 'first' };
  const outcome = await invokeWithRetries(app, registered, first, log, pause).then(
    ({ rawResult }) => rawResult,
    (error: unknown) => String(error),
  );
  return { outcome, invocations, pauses };
}

const fixed: RetryOptions = {
  retryStrategy: 'fixedDelay',
  maxRetryCount: 2,
  delayInterval: { seconds: 3 },
};

test('without retry options a failure is final', async () => {
  expect(await run(undefined, 1)).toMatchObject({ outcome: 'Error: failure 1', pauses: [] });
});

test('attempts have a fixed delay between them, and each is a new invocation', async () => {
  const { outcome, invocations, pauses } = await run(fixed, 2);
  expect(outcome).toBe('done');
  expect(pauses).toEqual([3_000, 3_000]);
  const [first, ...more] = invocations.map(({ retryContext }) => retryContext);
  expect(first).toBeUndefined();
  expect(more).toMatchObject([
    { retryCount: 1, maxRetryCount: 2, exception: { message: 'failure 1' } },
    { retryCount: 2, maxRetryCount: 2, exception: { message: 'failure 2' } },
  ]);
  expect(new Set(invocations.map(({ invocationId }) => invocationId)).size).toBe(3);
});

test('the last error is thrown after the last retry', async () => {
  expect(await run(fixed, 3)).toMatchObject({ outcome: 'Error: failure 3' });
});

test('-1 retries without end', async () => {
  expect(await run({ ...fixed, maxRetryCount: -1 }, 50)).toMatchObject({ outcome: 'done' });
});

test('exponential delays grow up to the maximum', async () => {
  const { pauses } = await run(
    {
      retryStrategy: 'exponentialBackoff',
      maxRetryCount: 6,
      minimumInterval: { seconds: 1 },
      maximumInterval: { seconds: 10 },
    },
    6,
  );
  expect(pauses[0]).toBe(1_000);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
  expect(pauses.at(-1)).toBe(10_000);
});

test('a backoff doubles from the minimum, and starts again after a success', () => {
  const backoff = createBackoff(100, 1_000, () => 0.5);
  const next = () => backoff.next();
  expect([next(), next(), next(), next(), next(), next()]).toEqual([
    100, 200, 300, 500, 900, 1_000,
  ]);
  expect(backoff.reset()).toBe(100);
  expect(next()).toBe(200);
});
