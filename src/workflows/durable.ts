// The only file of the workflows that knows the API of durable-functions.
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import type { Envelope, FlowName, Flows, Order, Receipt, StepName } from './steps.ts';

export type { OrchestrationHandler };

/** A piece of a flow: yields tasks to the replayer and ends with a value. Called with `yield*`. */
export type Flow<T> = Generator<Task, T, unknown>;

/** Our own house failed, not a system: the request cannot go on. */
export class FlowBroken extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'FlowBroken';
  }
}

/** The deterministic world of one running flow. */
export interface Durable {
  now(): Date;
  /** Runs an activity; waits out our own storage being away. Throws `FlowBroken` when it does not come back. */
  step<N extends StepName>(name: N, order: Order<N>): Flow<Receipt<N>>;
  /** Runs one sub-orchestration. */
  run<N extends FlowName>(name: N, order: Parameters<Flows[N]>[0]): Flow<ReturnType<Flows[N]>>;
  /** Runs sub-orchestrations side by side. None of them may reject: see the fan-out decision in docs/decisions. */
  runAll<N extends FlowName>(
    name: N,
    orders: readonly Parameters<Flows[N]>[0][],
  ): Flow<ReturnType<Flows[N]>[]>;
  sleep(seconds: number): Flow<void>;
}

/** Waits between tries when our own storage is away: about ten minutes in all, longer than a fail-over of a storage account. */
const storageWaits = [2, 4, 8, 15, 30, 60, 60, 120, 120, 180];

function durableOf(context: OrchestrationContext): Durable {
  const { df } = context;

  function* sleep(seconds: number): Flow<void> {
    yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + seconds * 1000));
  }

  return {
    now: () => df.currentUtcDateTime,
    sleep,
    *step<N extends StepName>(name: N, order: Order<N>): Flow<Receipt<N>> {
      for (const wait of [...storageWaits, null]) {
        const envelope = (yield df.callActivity(name, order)) as Envelope<Receipt<N>>;
        if (envelope.ok) return envelope.value;
        if (envelope.fault !== 'storage-away' || wait === null)
          throw new FlowBroken(envelope.fault);
        yield* sleep(wait);
      }
      throw new FlowBroken('storage-away');
    },
    *run<N extends FlowName>(name: N, order: Parameters<Flows[N]>[0]): Flow<ReturnType<Flows[N]>> {
      return (yield df.callSubOrchestrator(name, order)) as ReturnType<Flows[N]>;
    },
    *runAll<N extends FlowName>(
      name: N,
      orders: readonly Parameters<Flows[N]>[0][],
    ): Flow<ReturnType<Flows[N]>[]> {
      // An empty Task.all fails the orchestration.
      if (orders.length === 0) return [];
      return (yield df.Task.all(
        orders.map((order) => df.callSubOrchestrator(name, order)),
      )) as ReturnType<Flows[N]>[];
    },
  };
}

/** Turns a flow into what durable-functions registers. */
export function orchestration<N extends FlowName>(
  flow: (durable: Durable, order: Parameters<Flows[N]>[0]) => Flow<ReturnType<Flows[N]>>,
): OrchestrationHandler {
  return function* (context: OrchestrationContext): Flow<ReturnType<Flows[N]>> {
    return yield* flow(durableOf(context), context.df.getInput<Parameters<Flows[N]>[0]>());
  };
}
