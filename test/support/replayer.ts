// Runs flows on the real replayer of durable-functions. After every event the whole history is replayed, as on Azure.
// This is the only deep import of that package. Its public API for tests does not build the wrapper that it registers.
import { DummyOrchestrationContext } from 'durable-functions';
import { createOrchestrator } from 'durable-functions/lib/src/util/testingUtils';
import { orchestrations, type allFlows, type FlowName } from '../../src/workflows/all-flows.ts';
import type { FlowDefinition } from '../../src/workflows/durable.ts';
import type { Fault as FaultCode } from '../../src/workflows/steps/step.ts';
import type { Order, Receipt, StepName } from '../../src/workflows/steps/all-steps.ts';

type FlowOrderOf<N extends FlowName> =
  (typeof allFlows)[N] extends FlowDefinition<infer O, unknown> ? O : never;
type FlowReceiptOf<N extends FlowName> =
  (typeof allFlows)[N] extends FlowDefinition<never, infer R> ? R : never;

/** The results of activities in a test. Throw a `Fault` to simulate a failure of our own code or storage. */
export type World = {
  readonly [N in StepName]?: (order: Order<N>, at: Date) => Receipt<N> | Promise<Receipt<N>>;
};

export class Fault extends Error {
  readonly fault: FaultCode;
  constructor(fault: FaultCode) {
    super(fault);
    this.fault = fault;
  }
}

export interface Played<T> {
  readonly output: T;
  /** Activities in the order they ran, with the second they ran at. */
  readonly steps: readonly {
    readonly name: StepName;
    readonly order: unknown;
    readonly second: number;
  }[];
  readonly seconds: number;
  readonly history: readonly HistoryEvent[];
}

/** The event that is sent to a flow that waits for events. Null: the timer ends the wait. */
export type Happens = (
  waitingFor: readonly string[],
  now: Date,
) => { readonly name: string; readonly afterSeconds: number } | null;

export type HistoryEvent = Record<string, unknown> & { EventType: number };

type Answer = Awaited<ReturnType<ReturnType<typeof createOrchestrator>>>;
type Action = Answer['actions'][number][number];

const waitForEvent = 6;
const namesOf = (waits: readonly Action[]) =>
  waits.map(({ externalEventName }) => String(externalEventName));

/** When a played flow starts, in milliseconds. */
export const startedAt = Date.parse('2026-03-02T08:00:00.000Z');

/** @throws the error a flow failed with */
export async function play<N extends FlowName>(
  name: N,
  order: FlowOrderOf<N>,
  world: World,
  startsAt = startedAt,
  happens: Happens = () => null,
): Promise<Played<FlowReceiptOf<N>>> {
  const steps: Played<unknown>['steps'][number][] = [];
  const stamp = (at: number) => new Date(at).toISOString();
  let now = startsAt;
  const history: HistoryEvent[] = [
    event(12, { Timestamp: stamp(now) }),
    event(0, { Timestamp: stamp(now), Name: name, Input: JSON.stringify(order) }),
  ];
  let scheduled: string[] = [];
  let seenWaits = 0;

  for (let episode = 0; episode < 500; episode++) {
    const answer = await replay(name, order, history);
    const all = answer.actions.flat().flatMap((action) => action.compoundActions ?? [action]);
    // A wait for an event is not a task with an id.
    const actions = all.filter(({ actionType }) => actionType !== waitForEvent);
    const waits = all.filter(({ actionType }) => actionType === waitForEvent);
    const shapes = actions.map(
      (action) => `${String(action.actionType)}:${action.functionName ?? 'timer'}`,
    );
    expect(shapes.slice(0, scheduled.length)).toEqual(scheduled);
    const fresh = actions
      .slice(scheduled.length)
      .map((action, index) => ({ action, id: scheduled.length + index }));
    scheduled = shapes;
    if (answer.isDone) {
      return {
        output: answer.output as FlowReceiptOf<N>,
        steps,
        seconds: (now - startsAt) / 1000,
        history,
      };
    }
    if (fresh.length === 0)
      throw new Error(`The flow ${name} waits for nothing that will ever happen.`);

    history.push(...fresh.map(({ action, id }) => scheduledEvent(action, id, stamp(now))));
    history.push(event(13, { Timestamp: stamp(now) }));
    const sent = waits.length > seenWaits ? happens(namesOf(waits), new Date(now)) : null;
    seenWaits = waits.length;
    if (sent) {
      now += sent.afterSeconds * 1000;
      history.push(event(12, { Timestamp: stamp(now) }));
      history.push(event(15, { Timestamp: stamp(now), Name: sent.name, Input: 'null' }));
      continue;
    }
    const completions = [];
    for (const { action, id } of fresh) completions.push(await complete(action, id));
    now = Math.max(now, ...completions.map((completion) => completion.at));
    history.push(event(12, { Timestamp: stamp(now) }));
    for (const completion of completions)
      history.push({ ...completion.event, Timestamp: stamp(completion.at) });
  }
  throw new Error(`The flow ${name} does not end.`);

  async function complete(
    action: Action,
    id: number,
  ): Promise<{ event: HistoryEvent; at: number }> {
    if (action.fireAt) {
      const at = Math.max(now, Date.parse(action.fireAt));
      return { event: event(11, { TimerId: id, FireAt: action.fireAt }), at };
    }
    const input =
      typeof action.input === 'string' ? (JSON.parse(action.input) as unknown) : action.input;
    if (action.actionType === 2) {
      const child = action.functionName as FlowName;
      const played = await play(child, input as never, world, now);
      steps.push(
        ...played.steps.map((step) => ({
          ...step,
          second: step.second + (now - startsAt) / 1000,
        })),
      );
      return {
        event: event(8, { TaskScheduledId: id, Result: JSON.stringify(played.output) }),
        at: now + played.seconds * 1000,
      };
    }
    const step = action.functionName as StepName;
    steps.push({ name: step, order: input, second: (now - startsAt) / 1000 });
    return {
      event: event(5, { TaskScheduledId: id, Result: JSON.stringify(await run(step, input)) }),
      at: now,
    };
  }

  async function run(step: StepName, input: unknown): Promise<unknown> {
    const activity = world[step] as ((order: unknown, at: Date) => unknown) | undefined;
    if (!activity) throw new Error(`This test's world has no ${step}.`);
    try {
      return { ok: true, value: (await activity(input, new Date(now))) ?? null };
    } catch (error) {
      if (error instanceof Fault) return { ok: false, fault: error.fault };
      throw error;
    }
  }
}

/** One episode: the whole history through the real replayer. */
export async function replay(
  name: FlowName,
  order: unknown,
  history: readonly HistoryEvent[],
): Promise<Answer> {
  const handler = createOrchestrator(orchestrations[name]);
  const context = new DummyOrchestrationContext(name, 'test', () => undefined);
  const trigger = {
    history: structuredClone(history),
    input: order,
    instanceId: 'test',
    isReplaying: false,
    parentInstanceId: undefined,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  };
  return await handler(trigger, context);
}

function event(type: number, fields: Record<string, unknown>): HistoryEvent {
  return { EventType: type, EventId: -1, IsPlayed: false, ...fields };
}

function scheduledEvent(action: Action, id: number, at: string): HistoryEvent {
  if (action.fireAt) return { ...event(10, { Timestamp: at, FireAt: action.fireAt }), EventId: id };
  const type = action.actionType === 2 ? 7 : 4;
  return {
    ...event(type, {
      Timestamp: at,
      Name: action.functionName,
      Input: JSON.stringify(action.input),
    }),
    EventId: id,
  };
}
