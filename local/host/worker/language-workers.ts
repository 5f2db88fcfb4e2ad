import type { HostLog } from '../log.ts';
import type { FunctionApp, RegisteredFunction } from './function-app.ts';
import { startLanguageWorker, type LanguageWorker } from './language-worker.ts';
import type { WorkerStart } from './worker-messages.ts';

export interface LanguageWorkers {
  /** The app as the workers have loaded it. */
  readonly app: FunctionApp;
  /** Port of the stream server of the worker that runs HTTP functions. */
  readonly streamPort: (() => Promise<number>) | undefined;
  /** Tells the workers what durable client bindings are given; calls wait for it. */
  bind(clientBinding: string): void;
  /** Lets the app's own hooks of the end run, in each worker. */
  end(): Promise<void>;
}

/**
 * Starts language workers, each with the app loaded anew. Activities go to the workers beyond the first, where there are any;
 * all else goes to the first.
 * @param program the file that a worker runs
 * @param accept says which functions are served; the others stay unknown to everybody
 * @throws AppLoadError when the app cannot be loaded
 */
export async function startLanguageWorkers(
  program: URL,
  count: number,
  start: WorkerStart,
  log: HostLog,
  accept: (fn: RegisteredFunction) => boolean,
): Promise<LanguageWorkers> {
  const first = startLanguageWorker(program, start, log);
  const further = Array.from({ length: count - 1 }, () => startLanguageWorker(program, start, log));
  const workers = [first, ...further];
  const [{ functions, streamPort }] = await loadedBy(first, further);
  const served = functions.filter(accept);
  return {
    app: {
      functions: new Map(served.map((fn) => [fn.name.toLowerCase(), fn])),
      invoke(fn, invocation) {
        const worker = isActivity(fn) ? leastBusy(further) : undefined;
        return (worker ?? first).invoke(fn, invocation);
      },
    },
    streamPort: streamPort === undefined ? undefined : () => first.streamPort(),
    bind(text) {
      for (const worker of workers) worker.bind(text);
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

function loadedBy(first: LanguageWorker, further: readonly LanguageWorker[]) {
  return Promise.all([first.loaded, ...further.map(({ loaded }) => loaded)]);
}

function leastBusy(workers: readonly LanguageWorker[]): LanguageWorker | undefined {
  return workers.reduce<LanguageWorker | undefined>(
    (best, one) => (best && best.openCalls() <= one.openCalls() ? best : one),
    undefined,
  );
}

function isActivity({ trigger }: RegisteredFunction): boolean {
  return trigger.type.toLowerCase() === 'activitytrigger';
}
