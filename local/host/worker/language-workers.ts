// FUNCTIONS_WORKER_PROCESS_COUNT: more language workers than one, each with the app loaded anew.
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type {
  FunctionApp,
  Invocation,
  InvocationResult,
  RegisteredFunction,
} from './function-app.ts';
import type { ToWorker, WorkerAnswer, WorkerCall, WorkerStart } from './worker-messages.ts';

export interface LanguageWorkers {
  /** Tells the workers what durable client bindings are given; calls wait for it. */
  bind(clientBinding: string): void;
  invoke(fn: RegisteredFunction, invocation: Invocation): Promise<InvocationResult>;
  /** Lets the app's own hooks of the end run, in each worker. */
  end(): Promise<void>;
}

type Settle = PromiseWithResolvers<InvocationResult>;

interface Thread {
  readonly worker: Worker;
  readonly open: Map<number, Settle>;
  calls: WorkerCall[];
}

// Node lets more garbage gather the more memory the machine has. These are half of what an instance of the consumption plan
// has, and what Node takes for young objects there: three spaces of 16 MB.
const resourceLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 48 };
// As long as Azure gives a worker to end.
const patience = 10_000;

/**
 * Starts further workers. They are threads, not processes: what Azure keeps apart by processes (memory, the event loop, the
 * modules of the app) threads keep apart, too.
 * @param program the file that a worker runs
 */
export function startLanguageWorkers(
  program: URL,
  count: number,
  start: WorkerStart,
): LanguageWorkers {
  const threads = Array.from({ length: count }, () => startThread(program, start));
  let last = 0;

  const send = ({ worker }: Thread, message: ToWorker): void => {
    worker.postMessage(message);
  };

  /** All calls of one turn of the event loop go in one message. */
  function enqueue(thread: Thread, call: WorkerCall): void {
    if (thread.calls.push(call) > 1) return;
    queueMicrotask(() => {
      send(thread, { kind: 'calls', calls: thread.calls });
      thread.calls = [];
    });
  }

  return {
    bind(text) {
      for (const thread of threads) send(thread, { kind: 'client-binding', text });
    },
    invoke(fn, invocation) {
      const thread = threads.reduce((best, one) => (one.open.size < best.open.size ? one : best));
      const settle: Settle = Promise.withResolvers();
      const id = ++last;
      thread.open.set(id, settle);
      enqueue(thread, { id, name: fn.name.toLowerCase(), invocation });
      return settle.promise;
    },
    async end() {
      await Promise.all(
        threads.map(async (thread) => {
          const ended = once(thread.worker, 'exit');
          send(thread, { kind: 'end' });
          const timer = setTimeout(() => void thread.worker.terminate(), patience);
          await ended;
          clearTimeout(timer);
          // What it printed last is still on its way to standard output.
          await turn();
        }),
      );
    },
  };
}

function startThread(program: URL, start: WorkerStart): Thread {
  const worker = new Worker(program, {
    workerData: start,
    resourceLimits,
  });
  const open = new Map<number, Settle>();
  worker.on('message', (answers: readonly WorkerAnswer[]) => {
    for (const answer of answers) {
      const settle = open.get(answer.id);
      open.delete(answer.id);
      if ('failure' in answer) settle?.reject(Object.assign(new Error(), answer.failure));
      else settle?.resolve({ rawResult: undefined, returnValue: answer.returnValue, outputs: {} });
    }
  });
  return { worker, open, calls: [] };
}

/** The same app, with the calls of some of its functions handed to further workers. */
export function handingOver(
  app: FunctionApp,
  workers: LanguageWorkers,
  takes: (fn: RegisteredFunction) => boolean,
): FunctionApp {
  return {
    functions: app.functions,
    invoke: (fn, invocation) =>
      takes(fn) ? workers.invoke(fn, invocation) : app.invoke(fn, invocation),
  };
}
