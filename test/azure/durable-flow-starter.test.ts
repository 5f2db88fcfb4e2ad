import { OrchestrationRuntimeStatus } from 'durable-functions';
import { numberedRequest } from '../support/numbered-request.ts';
import { createDurableFlowStarter } from '../../src/azure/durable-flow-starter.ts';

const one = numberedRequest(1);

type Client = Parameters<typeof createDurableFlowStarter>[0];
type Start = Parameters<Client['startNew']>;

// Texts as durable-functions 3.5 writes them.
const conflict =
  'The operation failed with an unexpected status code: 409. Details: {"Message":"An Orchestration instance with the status Running already exists."}';
const unknown =
  'DurableClient error: Durable Functions extension replied with HTTP 404 response. This usually means we could not find any data associated with the instanceId provided: one.';

function client(known: Partial<Client>): Client {
  const unexpected = () => Promise.reject(new Error('not expected here'));
  return { startNew: unexpected, raiseEvent: unexpected, getStatus: unexpected, ...known };
}

test('starts a request under its own id with the version of its flow, and a retry under a new id', async () => {
  const started: Start[] = [];
  const startNew = (...start: Start): Promise<string> => {
    started.push(start);
    return Promise.resolve('');
  };
  const starter = createDurableFlowStarter(client({ startNew }));
  await starter.start(one, '1', 1);
  await starter.start(one, '1', 2);
  await starter.deliver(one, '1', { callback: true, ending: 1 });
  await starter.watch(one, '1');
  expect(started).toEqual([
    ['honourRequest', { instanceId: one, input: { requestId: one, version: '1', run: 1 } }],
    ['honourRequest', { instanceId: `${one}-2`, input: { requestId: one, version: '1', run: 2 } }],
    [
      'deliverStatus',
      {
        instanceId: `${one}-delivery`,
        input: { requestId: one, version: '1', callback: true, ending: 1 },
      },
    ],
    ['watchResiduals', { instanceId: `${one}-watch`, input: { requestId: one, version: '1' } }],
  ]);
});

test('raises the event of one wait of a request, and does not fail when the flow has not started yet', async () => {
  const raised: unknown[] = [];
  const raiseEvent = (...event: unknown[]) => Promise.resolve(void raised.push(event));
  await createDurableFlowStarter(client({ raiseEvent })).wake(one, 2, 3);
  expect(raised).toEqual([[`${one}-2`, 'wake-3', null]]);
  const failing = (message: string) =>
    createDurableFlowStarter(client({ raiseEvent: () => Promise.reject(new Error(message)) }));
  await failing(`No instance with ID '${one}' found.`).wake(one, 1, 3);
  await expect(failing('status code: 500').wake(one, 1, 3)).rejects.toThrow('500');
});

test('succeeds when the instance already runs, and throws every other failure', async () => {
  const failing = (message: string) =>
    createDurableFlowStarter(client({ startNew: () => Promise.reject(new Error(message)) }));
  await expect(failing(conflict).start(one, '1', 1)).resolves.toBeUndefined();
  await expect(failing('status code: 500').start(one, '1', 1)).rejects.toThrow('500');
});

test.each([
  [OrchestrationRuntimeStatus.Running, 'running'],
  [OrchestrationRuntimeStatus.Pending, 'running'],
  [OrchestrationRuntimeStatus.Suspended, 'running'],
  [OrchestrationRuntimeStatus.ContinuedAsNew, 'running'],
  [OrchestrationRuntimeStatus.Completed, 'finished'],
  [OrchestrationRuntimeStatus.Failed, 'broken'],
  [OrchestrationRuntimeStatus.Terminated, 'broken'],
  [OrchestrationRuntimeStatus.Canceled, 'broken'],
] as const)('%s is %s', async (runtimeStatus, progress) => {
  const getStatus = () => Promise.resolve({ runtimeStatus });
  expect(await createDurableFlowStarter(client({ getStatus })).progress(one, 1)).toBe(progress);
});

test('an unknown instance is missing; a failed status query throws', async () => {
  const failing = (message: string) =>
    createDurableFlowStarter(client({ getStatus: () => Promise.reject(new Error(message)) }));
  expect(await failing(unknown).progress(one, 1)).toBe('missing');
  await expect(failing('connect ECONNREFUSED').progress(one, 1)).rejects.toThrow('ECONNREFUSED');
});
