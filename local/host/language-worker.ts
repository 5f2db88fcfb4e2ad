// The program of a further language worker: loads the app in a thread of its own and runs what it is told to.
import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from './log.ts';
import { messageOf, stackOf } from './protocol/orchestrator-state.ts';
import { createQueueOutput } from './triggers/queue-output.ts';
import { createFunctionApp } from './worker/create-function-app.ts';
import type { FunctionApp } from './worker/function-app.ts';
import { AppLoadError, loadApp, terminateApp } from './worker/load-app.ts';
import type { ToWorker, WorkerAnswer, WorkerCall, WorkerStart } from './worker/worker-messages.ts';

const { folder, logLevels, functionTimeout, messageEncoding } = workerData as WorkerStart;
const log = createLog(logLevels);
process.once('exit', log.flush);
let clientBinding = '{}';
let answers: WorkerAnswer[] = [];

/** All answers of one turn of the event loop go in one message. */
function reply(answer: WorkerAnswer): void {
  if (answers.push(answer) > 1) return;
  setImmediate(() => {
    parentPort?.postMessage(answers);
    answers = [];
  });
}

async function run(app: FunctionApp, { id, name, invocation }: WorkerCall): Promise<void> {
  try {
    const fn = app.functions.get(name);
    if (!fn) throw new Error(`The function '${name}' is not of this app.`);
    const { returnValue } = await app.invoke(fn, invocation);
    reply({ id, returnValue });
  } catch (error) {
    reply({ id, failure: { message: messageOf(error), stack: stackOf(error) } });
  }
}

async function serve(): Promise<void> {
  const early: ToWorker[] = [];
  const wait = (message: ToWorker) => void early.push(message);
  parentPort?.on('message', wait);
  const loaded = await loadApp(folder, log);
  const app = createFunctionApp({
    registry: loaded.registry,
    log,
    timeoutMs: functionTimeout,
    accept: () => true,
    resolveInput: () => ({ string: clientBinding }),
    deliverOutput: createQueueOutput(messageEncoding, process.env),
  });
  const receive = (message: ToWorker): void => {
    if (message.kind === 'client-binding') clientBinding = message.text;
    else if (message.kind === 'calls') for (const call of message.calls) void run(app, call);
    else void terminateApp(loaded).then(() => process.exit(0));
  };
  parentPort?.off('message', wait);
  for (const message of early) receive(message);
  parentPort?.on('message', receive);
}

// The host loads the same app and says what is wrong with it.
serve().catch((error: unknown) => {
  if (!(error instanceof AppLoadError)) throw error;
  process.exit(1);
});
