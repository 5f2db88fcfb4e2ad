// The program of a language worker: loads the app in a thread of its own and runs what the host tells it to.
import inspector from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from './log.ts';
import { messageOf, stackOf } from './protocol/orchestrator-state.ts';
import { createInputs, createOutputs } from './bindings/resolve-bindings.ts';
import { createFunctionApp } from './worker/create-function-app.ts';
import type { FunctionApp, InvocationResult, RegisteredFunction } from './worker/function-app.ts';
import { loadApp, terminateApp } from './worker/load-app.ts';
import { watchSentMessages } from './worker/sent-messages.ts';
import { watchStreamAnswers, type StreamAnswers } from './worker/stream-answers.ts';
import type {
  FromWorker,
  ToWorker,
  WorkerAnswer,
  WorkerCall,
  WorkerStart,
} from './worker/worker-messages.ts';

const { folder, logLevels, functionTimeout, messageEncoding, strict, debug } =
  workerData as WorkerStart;
const log = createLog(logLevels);
process.once('exit', log.flush);
let clientBinding = '{}';
let answers: WorkerAnswer[] = [];

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Sends all answers of one turn of the event loop in one message. */
function reply(answer: WorkerAnswer): void {
  if (answers.push(answer) > 1) return;
  setImmediate(() => {
    tell({ kind: 'answers', answers });
    answers = [];
  });
}

async function run(app: FunctionApp, streams: StreamAnswers, call: WorkerCall): Promise<void> {
  const { id, name, invocation } = call;
  try {
    const fn = app.functions.get(name);
    if (!fn) throw new Error(`The app has no function '${name}'.`);
    const result = await app.invoke(fn, invocation);
    const isUnanswered = streams.isUnanswered(invocation.invocationId);
    reply({ id, result: { ...forTheHost(fn, result), ...(isUnanswered && { isUnanswered }) } });
  } catch (error) {
    reply({ id, failure: { message: messageOf(error), stack: stackOf(error) } });
  }
}

/** The part of a result that the host uses. Only strict mode needs raw results, and only those of orchestrators. */
function forTheHost({ trigger }: RegisteredFunction, result: InvocationResult): InvocationResult {
  const { returnValue } = result;
  const isShown = strict && trigger.type.toLowerCase() === 'orchestrationtrigger';
  return { rawResult: isShown ? cloned(result.rawResult) : undefined, returnValue, outputs: {} };
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    // It contains a value that cannot be cloned, so it is not a state of the SDK.
    return undefined;
  }
}

async function serve(): Promise<void> {
  if (debug) inspector.open(debug.port, debug.host, debug.waits);
  watchSentMessages((queue) => {
    tell({ kind: 'message-sent', queue });
  });
  const early: ToWorker[] = [];
  const wait = (message: ToWorker) => void early.push(message);
  parentPort?.on('message', wait);
  const loaded = await loadApp(folder, log);
  const app = createFunctionApp({
    registry: loaded.registry,
    log,
    timeoutMs: functionTimeout,
    accept: () => true,
    resolveInput: createInputs(process.env, () => clientBinding),
    deliverOutput: createOutputs(process.env, messageEncoding),
  });
  const streams = watchStreamAnswers(loaded.streamServer);
  const receive = (message: ToWorker): void => {
    if (message.kind === 'client-binding') clientBinding = message.text;
    else if (message.kind === 'calls')
      for (const call of message.calls) void run(app, streams, call);
    else void terminateApp(loaded).then(() => process.exit(0));
  };
  // Copies through JSON, because other values cannot be sent. `@azure/functions` registers only JSON values.
  const functions = JSON.parse(JSON.stringify([...app.functions.values()])) as RegisteredFunction[];
  tell({ kind: 'loaded', app: { functions, streamPort: streams.port } });
  parentPort?.off('message', wait);
  for (const message of early) receive(message);
  parentPort?.on('message', receive);
}

serve().catch((error: unknown) => {
  tell({ kind: 'not-loaded', message: messageOf(error) });
  process.exit(1);
});
