import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { HostLog } from '../log.ts';
import type { Invocation, InvocationResult, RegisteredFunction } from './function-app.ts';
import { AppLoadError } from './load-app.ts';
import type {
  FromWorker,
  ToWorker,
  WorkerAnswer,
  WorkerApp,
  WorkerCall,
  WorkerStart,
} from './worker-messages.ts';

/** A language worker. When the app ends it, the host starts it again. */
export interface LanguageWorker {
  /** @throws AppLoadError when the first start fails */
  readonly loaded: Promise<WorkerApp>;
  /** Calls that have no answer yet. */
  openCalls(): number;
  /** The port of the stream server of the worker that runs now, or of the next one while none runs. */
  streamPort(): Promise<number>;
  /** Sets the text for durable client bindings. Calls wait until it is set. */
  bind(clientBinding: string): void;
  invoke(fn: RegisteredFunction, invocation: Invocation): Promise<InvocationResult>;
  /** Runs the app's appTerminate hooks and ends the worker. */
  end(): Promise<void>;
}

export interface WorkerOptions {
  /** The file that a worker runs. */
  readonly program: URL;
  readonly start: WorkerStart;
  readonly log: HostLog;
  readonly maxOldGenerationMb: number | undefined;
  /** Options of Node for the thread. */
  readonly others: readonly string[];
  /** Called when the app has put a message into a storage queue. */
  readonly messageSent: (queue: string) => void;
}

interface OpenCall extends PromiseWithResolvers<InvocationResult> {
  readonly call: WorkerCall;
  /** The call is made again when the worker ends. */
  readonly repeats: boolean;
}

// Node collects garbage later on machines with more memory. These limits are those of a small instance: half the memory of the
// consumption plan, and Node's default for young objects there (three spaces of 16 MB).
const resourceLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 48 };
// How long Azure waits for a worker to end.
const patienceMs = 10_000;
// A worker that ran at least this long was healthy, so it is started again at once.
const healthyMs = 10_000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Starts a worker. It is a thread, not a process as on Azure. Memory, event loop, modules of the app, `process.exit` and uncaught
 * errors are separate in threads too.
 */
export function startLanguageWorker(options: WorkerOptions): LanguageWorker {
  const { program, start, log, others } = options;
  const { maxOldGenerationMb = resourceLimits.maxOldGenerationSizeMb } = options;
  const open = new Map<number, OpenCall>();
  const loaded = Promise.withResolvers<WorkerApp>();
  let worker = launch();
  let streamPort = Promise.withResolvers<number>();
  let binding: string | undefined;
  let unsent: WorkerCall[] = [];
  let last = 0;
  let failures = 0;
  let hasLoaded = false;
  let isEnding = false;

  function launch(): Worker {
    const startedAt = Date.now();
    const launched = new Worker(program, {
      workerData: start,
      resourceLimits: { ...resourceLimits, maxOldGenerationSizeMb: maxOldGenerationMb },
      ...(others.length > 0 && { execArgv: [...process.execArgv, ...others] }),
    });
    launched.on('message', receive);
    launched.on('error', (error) => {
      const why = `An error that was not caught ends the worker. ${told(error)}`;
      if (hasLoaded) log.write('error', 'Host.Worker', why);
      else loaded.reject(new AppLoadError(why));
    });
    launched.once('exit', (code) => {
      const exit = `node exited with code ${String(code)} (0x${(code >>> 0).toString(16).toUpperCase()})`;
      if (!hasLoaded) loaded.reject(new AppLoadError(`The app has ended its worker: ${exit}.`));
      else if (!isEnding) restart(exit, Date.now() - startedAt);
    });
    return launched;
  }

  function receive(message: FromWorker): void {
    if (message.kind === 'loaded') {
      hasLoaded = true;
      if (message.app.streamPort !== undefined) streamPort.resolve(message.app.streamPort);
      loaded.resolve(message.app);
    } else if (message.kind === 'not-loaded') {
      if (hasLoaded) log.write('error', 'Host.Worker', message.message);
      else loaded.reject(new AppLoadError(message.message));
    } else if (message.kind === 'message-sent') options.messageSent(message.queue);
    else for (const answer of message.answers) settle(answer);
  }

  function settle(answer: WorkerAnswer): void {
    const call = open.get(answer.id);
    open.delete(answer.id);
    if ('failure' in answer) call?.reject(Object.assign(new Error(), answer.failure));
    else call?.resolve(answer.result);
  }

  function restart(exit: string, ranMs: number): void {
    streamPort = Promise.withResolvers();
    for (const [id, call] of open) {
      if (call.repeats) continue;
      open.delete(id);
      call.reject(new Error(exit));
    }
    failures = ranMs >= healthyMs ? 0 : failures + 1;
    const pause = failures === 0 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    const when = pause === 0 ? 'at once' : `in ${String(pause / 1000)} s`;
    log.write('error', 'Host.Worker', `The worker has ended (${exit}); starting it again ${when}.`);
    setTimeout(() => {
      if (isEnding) return;
      worker = launch();
      if (binding !== undefined) resume(binding);
    }, pause);
  }

  function resume(text: string): void {
    unsent = [];
    send({ kind: 'client-binding', text });
    send({ kind: 'calls', calls: [...open.values()].map(({ call }) => call) });
  }

  function send(message: ToWorker): void {
    worker.postMessage(message);
  }

  /** Sends all calls of one turn of the event loop in one message. */
  function enqueue(call: WorkerCall): void {
    if (binding === undefined || unsent.push(call) > 1) return;
    queueMicrotask(() => {
      const calls = unsent;
      unsent = [];
      send({ kind: 'calls', calls });
    });
  }

  return {
    loaded: loaded.promise,
    openCalls: () => open.size,
    streamPort: () => streamPort.promise,
    bind(text) {
      binding = text;
      resume(text);
    },
    invoke(fn, invocation) {
      const id = ++last;
      const call = { id, name: fn.name.toLowerCase(), invocation };
      const settles = Promise.withResolvers<InvocationResult>();
      open.set(id, { ...settles, call, repeats: isDurable(fn) });
      enqueue(call);
      return settles.promise;
    },
    async end() {
      isEnding = true;
      const ended = once(worker, 'exit');
      send({ kind: 'end' });
      const timer = setTimeout(() => void worker.terminate(), patienceMs);
      await ended;
      clearTimeout(timer);
      // Waits for the worker's last output.
      await turn();
    },
  };
}

/** On Azure this work is repeated too: its queue message has not been deleted. */
function isDurable({ trigger }: RegisteredFunction): boolean {
  return /^(?:activity|orchestration|entity)trigger$/i.test(trigger.type);
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
