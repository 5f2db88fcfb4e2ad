import type { FunctionApp, RegisteredFunction } from './function-app.ts';
import { startLanguageWorker, type LanguageWorker, type WorkerOptions } from './language-worker.ts';

export interface LanguageWorkers {
  /** The app as the workers have loaded it. */
  readonly app: FunctionApp;
  /** Port of the stream server of the worker that runs HTTP functions. */
  readonly streamPort: (() => Promise<number>) | undefined;
  /** Sets the text for durable client bindings. Calls wait until it is set. */
  bind(clientBinding: string): void;
  /** Runs the app's appTerminate hooks and ends the workers. */
  end(): Promise<void>;
}

/**
 * Starts language workers. Each loads the app. With more than one worker, activities run in the further ones and everything
 * else in the first.
 * @param accept whether a function is served; the others count as unknown
 * @throws AppLoadError when the app cannot be loaded
 */
export async function startLanguageWorkers(
  count: number,
  options: WorkerOptions,
  accept: (fn: RegisteredFunction) => boolean,
): Promise<LanguageWorkers> {
  const first = startLanguageWorker(options);
  // Only one worker can listen on the port for debuggers.
  const start = { ...options.start, debug: undefined };
  const further = Array.from({ length: count - 1 }, () =>
    startLanguageWorker({ ...options, start }),
  );
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
