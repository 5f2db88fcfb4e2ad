// Only this file of the workflows uses the API of durable-functions.
import type {
  OrchestrationContext,
  OrchestrationHandler,
  Task,
  TimerTask,
} from 'durable-functions';
import type { StepResult, Fault, RequestOrder, Step } from './steps/step.ts';

export type { OrchestrationHandler };

/** A part of a flow: a generator that yields durable tasks and returns a value. Call it with `yield*`. */
export type Flow<T> = Generator<Task, T, unknown>;

/** Our own code or storage failed, not a system. The request cannot continue. */
export class FlowBroken extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'FlowBroken';
  }
}

/** Every order of a flow names the version of the flow, because a flow may run for weeks and a deployment must not change a running flow. */
export interface FlowOrder extends RequestOrder {
  readonly version: string;
}

/** An orchestration: its name on Azure, and one body for each version that may still run. */
export interface FlowDefinition<Order extends FlowOrder, Receipt> {
  readonly name: string;
  readonly versions: Readonly<Record<string, FlowBody<Order, Receipt>>>;
}

export type FlowBody<Order, Receipt> = (durable: Durable, order: Order) => Flow<Receipt>;

/** The order of a sub-orchestration. It runs in the version of its caller. */
type SubOrder<Order> = Omit<Order, 'version'>;

/** What a flow may use. All of it is deterministic. */
export interface Durable {
  now(): Date;
  /**
   * Runs an activity. When our own storage does not answer, or the service has other keys than its storage, it waits and runs the activity
   * again.
   * @throws FlowBroken when storage does not answer for ten minutes, or when the activity failed for another reason of our own
   */
  step<Order, Receipt>(step: Step<Order, Receipt>, order: Order): Flow<Receipt>;
  /** Runs sub-orchestrations in parallel, in the version of this flow. None of them may reject: see docs/decisions/0002. */
  runAll<Order extends FlowOrder, Receipt>(
    flow: FlowDefinition<Order, Receipt>,
    orders: readonly SubOrder<Order>[],
  ): Flow<Receipt[]>;
  sleep(seconds: number): Flow<void>;
  /** An event that somebody may send to this flow. One that arrives before the wait is kept for it. */
  event(name: string): Wait;
  /** The end of a wait, at most six days from now: Durable Functions splits a longer timer into several timers. */
  moment(at: Date): Wait;
  /**
   * Waits for the first of several. Losing timers are cancelled, because an open timer keeps the instance running. Each race needs its own
   * event names. Otherwise a wait of an earlier race could take an event that is meant for a later race.
   * @returns the name of the winner
   */
  race<Name extends string>(waits: Readonly<Record<Name, Wait>>): Flow<Name>;
  /**
   * Shows where the flow is, in the tools for Durable Functions. Codes and ids of systems only, never personal data. It costs no step.
   */
  show(status: ShownStatus): void;
}

/** What a flow may wait for in a race. Tasks are made only inside the race, so no task is in two races: see docs/decisions/0021. */
export type Wait =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'moment'; readonly at: Date };

/** The custom status of an instance. */
export interface ShownStatus {
  /** A state of a request, or a step of a visit. */
  readonly phase: string;
  /** The systems that the flow waits for. */
  readonly waiting?: readonly string[];
}

export function defineFlow<Order extends FlowOrder, Receipt>(
  name: string,
  versions: FlowDefinition<Order, Receipt>['versions'],
): FlowDefinition<Order, Receipt> {
  return { name, versions };
}

/** Seconds to wait between tries when storage does not answer: ten minutes in total, longer than a fail-over of a storage account. */
const storageWaits = [2, 4, 8, 15, 30, 60, 60, 120, 120, 180];

/** The longest wait in seconds while the service has other keys than its storage. The flow continues when an operator puts the keys back. */
const longestKeyWaitSeconds = 3600;

/** How long to wait, in seconds, after each fault of a step. Undefined when the flow cannot continue. */
function createWaits(): (fault: Fault) => number | undefined {
  let keyWait = 30;
  let away = 0;
  return (fault) => {
    if (fault === 'other-keys') {
      keyWait = Math.min(keyWait * 2, longestKeyWaitSeconds);
      return keyWait;
    }
    return fault === 'storage-away' ? storageWaits[away++] : undefined;
  };
}

function durableOf({ df }: OrchestrationContext, version: string): Durable {
  function* sleep(seconds: number): Flow<void> {
    yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + seconds * 1000));
  }

  return {
    now: () => df.currentUtcDateTime,
    sleep,
    event: (name) => ({ kind: 'event', name }),
    moment: (at) => ({ kind: 'moment', at }),
    *race<Name extends string>(waits: Readonly<Record<Name, Wait>>): Flow<Name> {
      const names = Object.keys(waits) as Name[];
      const tasks = names.map((name) => taskOf(df, waits[name]));
      const first = (yield df.Task.any(tasks)) as Task;
      for (const task of tasks) if (task !== first && isTimer(task)) task.cancel();
      const winner = names[tasks.findIndex((task) => task === first)];
      if (winner === undefined) throw new FlowBroken('race');
      return winner;
    },
    show: (status) => {
      df.setCustomStatus(status);
    },
    *step<Order, Receipt>({ name }: Step<Order, Receipt>, order: Order): Flow<Receipt> {
      const waitAfter = createWaits();
      for (;;) {
        const result = (yield df.callActivity(name, order)) as StepResult<Receipt>;
        if (result.ok) return result.value;
        const wait = waitAfter(result.fault);
        if (wait === undefined) throw new FlowBroken(result.fault);
        yield* sleep(wait);
      }
    },
    *runAll<Order extends FlowOrder, Receipt>(
      { name }: FlowDefinition<Order, Receipt>,
      orders: readonly SubOrder<Order>[],
    ): Flow<Receipt[]> {
      // An empty Task.all fails the orchestration.
      if (orders.length === 0) return [];
      return (yield df.Task.all(
        orders.map((order) => df.callSubOrchestrator(name, { ...order, version })),
      )) as Receipt[];
    },
  };
}

function taskOf(df: OrchestrationContext['df'], wait: Wait): Task {
  return wait.kind === 'event' ? df.waitForExternalEvent(wait.name) : df.createTimer(wait.at);
}

function isTimer(task: Task): task is TimerTask {
  return 'cancel' in task;
}

/** Makes the handler that durable-functions registers. It runs the version of the flow that the order names. */
export function orchestration<Order extends FlowOrder, Receipt>(
  flow: FlowDefinition<Order, Receipt>,
): OrchestrationHandler {
  return function* (context: OrchestrationContext): Flow<Receipt> {
    const order = context.df.getInput<Order>();
    const body = flow.versions[order.version];
    if (!body) throw new Error(`There is no version ${order.version} of the flow ${flow.name}.`);
    return yield* body(durableOf(context, order.version), order);
  };
}
