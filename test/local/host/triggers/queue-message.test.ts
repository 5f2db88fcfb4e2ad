import { createLog } from '../../../../local/host/log.ts';
import type {
  MessageQueue,
  ReceivedMessage,
} from '../../../../local/host/bindings/message-queue.ts';
import { handleMessage } from '../../../../local/host/triggers/queue-message.ts';
import type { InvocationResult } from '../../../../local/host/worker/function-app.ts';

const nothing: InvocationResult = { rawResult: undefined, returnValue: undefined, outputs: {} };
const time = new Date('2026-11-21T10:00:00Z');

/** A queue that only records its calls. */
function recorded(name: string, calls: unknown[][]): MessageQueue {
  let receipts = 0;
  const call = (what: string, ...rest: unknown[]) => {
    calls.push([name, what, ...rest]);
    return Promise.resolve();
  };
  return {
    name,
    sendMessage: (text) => call('send', text),
    createIfNotExists: () => call('create'),
    deleteMessage: (id, receipt) => call('delete', id, receipt),
    updateMessage: async (id, receipt, _text, seconds) => {
      await call('hide', id, receipt, seconds);
      receipts += 1;
      return { popReceipt: `receipt-${receipts}` };
    },
  };
}

function handle(dequeueCount: number, invoke: () => Promise<InvocationResult>) {
  const calls: unknown[][] = [];
  let invocations = 0;
  const message: ReceivedMessage = {
    ...{ messageId: 'id', messageText: 'text', popReceipt: 'receipt', dequeueCount },
    ...{ insertedOn: time, expiresOn: time, nextVisibleOn: time },
  };
  const done = handleMessage(
    {
      app: {
        functions: new Map(),
        invoke: () => {
          invocations += 1;
          return invoke();
        },
      },
      registered: { name: 'f', bindings: {}, trigger: { type: 'queueTrigger', name: 'q' } },
      log: createLog({ default: 'none' }),
      settings: {
        ...{ batchSize: 16, maxPollingInterval: 60_000, maxDequeueCount: 5 },
        ...{ visibilityTimeout: 30_000, messageEncoding: 'none' },
      },
      queue: recorded('work', calls),
      poisonQueue: recorded('work-poison', calls),
    },
    message,
  );
  return { calls, done, invocations: () => invocations };
}

afterEach(() => {
  jest.useRealTimers();
});

test('a message is deleted after its function has succeeded', async () => {
  const { calls, done } = handle(1, () => Promise.resolve(nothing));
  await done;
  expect(calls).toEqual([['work', 'delete', 'id', 'receipt']]);
});

test('a message stays hidden while its function runs, and is deleted with the newest pop receipt', async () => {
  jest.useFakeTimers();
  const long = Promise.withResolvers<InvocationResult>();
  const { calls, done } = handle(1, () => long.promise);
  await jest.advanceTimersByTimeAsync(11 * 60_000);
  long.resolve(nothing);
  await done;
  expect(calls).toEqual([
    ['work', 'hide', 'id', 'receipt', 600],
    ['work', 'hide', 'id', 'receipt-1', 600],
    ['work', 'delete', 'id', 'receipt-2'],
  ]);
});

test('a failed message becomes visible again after the visibility timeout of host.json', async () => {
  const { calls, done } = handle(4, () => Promise.reject(new Error('failed')));
  await done;
  expect(calls).toEqual([['work', 'hide', 'id', 'receipt', 30]]);
});

test('a message that fails for the last time is moved to the poison queue', async () => {
  const { calls, done } = handle(5, () => Promise.reject(new Error('failed')));
  await done;
  expect(calls).toEqual([
    ['work-poison', 'send', 'text'],
    ['work', 'delete', 'id', 'receipt'],
  ]);
});

test('a message over the limit is moved without a call of its function', async () => {
  const { calls, done, invocations } = handle(6, () => Promise.resolve(nothing));
  await done;
  expect(invocations()).toBe(0);
  expect(calls[0]).toEqual(['work-poison', 'send', 'text']);
});
