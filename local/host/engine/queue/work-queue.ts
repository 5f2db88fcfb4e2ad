import type { TaskHubStore } from '../../store/task-hub-store.ts';
import type { EpisodeOutcome } from '../instances/episode-outcome.ts';
import type { Instance, Message } from '../instances/instance.ts';
import type { InstanceCache } from '../instances/instance-cache.ts';
import { createDelayedInstances } from './delayed-instances.ts';
import { commitTurn, type FinishedEpisode } from './turn-commit.ts';

/** Delivers messages to instances and commits the outcomes. Each instance runs one episode at a time. */
export interface WorkQueue {
  send(message: Message): void;
  /** Resolves once the message is durable. */
  sendDurably(message: Message): Promise<void>;
  /** Starts no new episodes. Resolves when running episodes are committed, or after `milliseconds`. */
  drain(milliseconds: number): Promise<void>;
}

export interface WorkQueueOptions {
  readonly store: TaskHubStore;
  readonly instances: InstanceCache;
  readonly limits: { readonly orchestrations: number; readonly entities: number };
  /** Runs one episode or batch. */
  readonly run: (
    instance: Instance,
    batch: readonly Message[],
  ) => Promise<EpisodeOutcome | undefined>;
  /** Whether an instance must wait although it has messages: the app does not serve its version. */
  readonly held: (batch: readonly Message[]) => boolean;
  /** Whether a message may wait a few milliseconds, so that the instance can take several in one episode. */
  readonly canWait: (instance: Instance, message: Message) => boolean;
  /** Called with every outcome after its commit. */
  readonly committed: (outcome: EpisodeOutcome) => void;
  /** An episode threw: an error in this host, or a violation of strict mode. */
  readonly episodeFailed: (instance: Instance, error: unknown) => void;
  /** The store failed. The queue does nothing more. */
  readonly failed: (error: unknown) => void;
}

export function createWorkQueue(options: WorkQueueOptions): WorkQueue {
  const { store, instances, limits } = options;
  const ready = { orchestrations: [] as Instance[], entities: [] as Instance[] };
  const running = { orchestrations: 0, entities: 0 };
  let finished: FinishedEpisode[] = [];
  let fresh: { readonly instance: Instance; readonly message: Message }[] = [];
  let turn: NodeJS.Immediate | undefined;
  let stopped = false;
  let closed = false;
  let failure: unknown;

  const delayed = createDelayedInstances(attend);

  const kindOf = (instance: Instance) => (instance.isEntity ? 'entities' : 'orchestrations');

  function wake(): void {
    if (closed) return;
    turn ??= setImmediate(takeTurn);
  }

  /** Commits the outcomes of the last turn of the event loop, then starts new episodes. Most of them end before the next turn. */
  function takeTurn(): void {
    turn = undefined;
    try {
      commit();
      if (failure !== undefined) return;
      startReady('orchestrations');
      startReady('entities');
      if (finished.length > 0 || fresh.length > 0) wake();
    } catch (error) {
      fail(error, []);
    }
  }

  function startReady(kind: 'orchestrations' | 'entities'): void {
    const queue = ready[kind];
    let index = 0;
    for (; index < queue.length && running[kind] < limits[kind] && !stopped; index++) {
      const instance = queue[index];
      if (instance) start(kind, instance);
    }
    queue.splice(0, index);
  }

  function start(kind: 'orchestrations' | 'entities', instance: Instance): void {
    instance.queued = false;
    const taken = instance.inbox;
    if (taken.length === 0 || options.held(taken)) return;
    instance.busy = true;
    instance.inbox = [];
    running[kind] += 1;
    const settled = (): void => {
      running[kind] -= 1;
      wake();
    };
    options.run(instance, taken).then(
      (outcome) => {
        finished.push({ instance, taken, outcome });
        settled();
      },
      (error: unknown) => {
        instance.busy = false;
        options.episodeFailed(instance, error);
        for (const { acknowledge } of taken) acknowledge?.reject(error);
        settled();
      },
    );
  }

  function commit(): void {
    const done = finished;
    finished = [];
    const overdue = takeOverdue(done);
    if (done.length === 0 && overdue.length === 0) return;
    try {
      commitTurn(store, done, overdue);
    } catch (error) {
      fail(error, done);
      return;
    }
    for (const { message } of overdue) message.acknowledge?.resolve();
    for (const { instance, outcome } of done) {
      instance.busy = false;
      if (!outcome) continue;
      instance.row = outcome.row;
      instance.execution = outcome.execution;
    }
    for (const { instance, taken, outcome } of done) {
      if (instance.inbox.length > 0) enqueue(instance);
      instances.settle(instance);
      for (const { acknowledge } of taken) acknowledge?.resolve();
      if (!outcome) continue;
      for (const message of outcome.messages) send(message);
      options.committed(outcome);
    }
  }

  /** Messages that arrived before the last turn of the event loop and are not part of a finished episode. */
  function takeOverdue(done: readonly FinishedEpisode[]) {
    if (fresh.length === 0) return [];
    const taken = new Set(done.flatMap(({ taken: messages }) => messages));
    const waiting = fresh.filter(({ message }) => !taken.has(message));
    const overdue = waiting.filter(({ message }) => message.overdue === true);
    fresh = waiting.filter(({ message }) => message.overdue !== true);
    for (const { message } of fresh) message.overdue = true;
    return overdue;
  }

  function fail(error: unknown, done: readonly FinishedEpisode[]): void {
    failure = error;
    stopped = true;
    for (const { taken } of done) for (const { acknowledge } of taken) acknowledge?.reject(error);
    for (const { message } of fresh) message.acknowledge?.reject(error);
    options.failed(error);
  }

  function enqueue(instance: Instance): void {
    if (instance.busy || instance.queued) return;
    instance.queued = true;
    ready[kindOf(instance)].push(instance);
    wake();
  }

  /** The next turn of the event loop processes the messages of this instance, or stores them. */
  function attend(instance: Instance): void {
    delayed.delete(instance);
    for (const message of instance.inbox)
      if (message.key === undefined && message.listed !== true) {
        message.listed = true;
        fresh.push({ instance, message });
      }
    enqueue(instance);
    wake();
  }

  /** An instance that cannot be read (a damaged store) stops the engine. */
  function receiver(message: Message): Instance | undefined {
    if (failure !== undefined) return undefined;
    try {
      return instances.receiver(message);
    } catch (error) {
      fail(error, []);
      return undefined;
    }
  }

  function send(message: Message): void {
    const instance = receiver(message);
    if (!instance) {
      discard(message);
      return;
    }
    instance.inbox.push(message);
    if (!instance.busy && !instance.queued && options.canWait(instance, message)) {
      delayed.add(instance);
      return;
    }
    attend(instance);
  }

  /** There is no instance for this message. */
  function discard({ key, acknowledge }: Message): void {
    if (failure !== undefined) {
      acknowledge?.reject(failure);
      return;
    }
    try {
      if (key !== undefined)
        store.commit((writer) => {
          writer.deleteMessage(key);
        });
    } catch (error) {
      fail(error, []);
      acknowledge?.reject(error);
      return;
    }
    acknowledge?.resolve();
  }

  return {
    send,
    sendDurably: (message) =>
      new Promise((resolve, reject) => {
        send({ ...message, acknowledge: { resolve, reject } });
      }),
    async drain(milliseconds) {
      stopped = true;
      delayed.attendAll();
      const until = Date.now() + milliseconds;
      const busy = () => running.orchestrations + running.entities > 0 || finished.length > 0;
      while (busy() && failure === undefined && Date.now() < until)
        await new Promise((resolve) => setImmediate(resolve));
      // Messages that arrived meanwhile are stored for the next start. The second commit finds that they are overdue.
      for (let round = 0; round < 2 && failure === undefined; round++) commit();
      closed = true;
      clearImmediate(turn);
      turn = undefined;
    },
  };
}
