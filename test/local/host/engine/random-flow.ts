import type { OrchestrationContext, Task } from 'durable-functions';
import { EntityId, RetryOptions } from 'durable-functions';
import fc from 'fast-check';
import type { AppBodies } from './memory-app.ts';

/** One step of a random flow. Each step has one result. */
export type Step =
  | { readonly kind: 'activity'; readonly value: number; readonly turns: number }
  | {
      readonly kind: 'retry';
      readonly value: number;
      readonly fails: number;
      readonly attempts: number;
    }
  | { readonly kind: 'gives-up'; readonly attempts: number }
  | { readonly kind: 'timer'; readonly ms: number }
  | { readonly kind: 'event' }
  | { readonly kind: 'race'; readonly value: number }
  | { readonly kind: 'count'; readonly by: number }
  | { readonly kind: 'child'; readonly steps: readonly Step[] }
  | { readonly kind: 'all'; readonly steps: readonly Step[] }
  | { readonly kind: 'again' };

/** The state outside the engine. It survives a crash. */
export interface World {
  /** How often each activity ran, by its place in the flow. */
  readonly runs: Map<string, number>;
}

interface Progress {
  readonly steps: readonly Step[];
  readonly path: string;
  readonly done: readonly unknown[];
  readonly from: number;
}

const small = fc.integer({ min: 0, max: 99 });
const plain: fc.Arbitrary<Step>[] = [
  fc.record({
    kind: fc.constant('activity' as const),
    value: small,
    turns: fc.integer({ min: 0, max: 3 }),
  }),
  fc
    .record({
      value: small,
      fails: fc.integer({ min: 0, max: 2 }),
      spare: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ value, fails, spare }): Step => ({
      kind: 'retry',
      value,
      fails,
      attempts: fails + spare,
    })),
  fc.record({ kind: fc.constant('timer' as const), ms: fc.integer({ min: 0, max: 5 }) }),
];

const { step } = fc.letrec<{ step: Step; branch: Step }>((tie) => ({
  // A branch of a fan-out must not fail. Only steps that can run side by side are put there.
  branch: fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...plain, childOf(tie('step'))),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...plain,
    fc.record({ kind: fc.constant('gives-up' as const), attempts: fc.integer({ min: 1, max: 2 }) }),
    fc.constant<Step>({ kind: 'event' }),
    fc.record({ kind: fc.constant('race' as const), value: small }),
    fc.record({ kind: fc.constant('count' as const), by: small }),
    fc.constant<Step>({ kind: 'again' }),
    childOf(tie('step')),
    fc
      .array(tie('branch'), { minLength: 1, maxLength: 4 })
      .map((steps): Step => ({ kind: 'all', steps })),
  ),
}));

function childOf(steps: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  return fc
    .array(withoutWaiting(steps), { maxLength: 3 })
    .map((list): Step => ({ kind: 'child', steps: list }));
}

// Events are sent to the outermost flow only, so a child must not wait for one.
function withoutWaiting(steps: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  return steps.filter((one) => !/"event"/.test(JSON.stringify(one)));
}

export const flow: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 5 });

/** The app that runs the flows. Only the outermost flow uses its entity, because the order of operations must be known. */
export function flowApp(world: World): AppBodies {
  const ran = (flowId: string, key: string): number => {
    const runs = (world.runs.get(`${flowId} ${key}`) ?? 0) + 1;
    world.runs.set(`${flowId} ${key}`, runs);
    return runs;
  };
  return {
    orchestrations: { flow: play },
    entities: {
      counter(context) {
        const before = context.df.getState(() => 0) ?? 0;
        const total = before + (context.df.getInput<number>() ?? 0);
        context.df.setState(total);
        context.df.return(total);
      },
    },
    activities: {
      async work({ flowId, key, value, turns = 0, fails = 0 }: Work) {
        for (let turn = 0; turn < turns; turn++)
          await new Promise((resolve) => setImmediate(resolve));
        if (ran(flowId, key) <= fails) throw new Error('as asked');
        return value;
      },
    },
  };
}

interface Work {
  readonly flowId: string;
  readonly key: string;
  readonly value?: unknown;
  readonly turns?: number;
  readonly fails?: number;
}

interface FlowInput extends Progress {
  readonly flowId: string;
}

function* play(context: OrchestrationContext): Generator<Task, unknown, unknown> {
  const input = context.df.getInput<FlowInput>();
  const { steps, path, flowId } = input;
  const results = [...input.done];
  for (const [index, one] of steps.entries()) {
    if (index < input.from) continue;
    const key = `${path}${String(index)}`;
    if (one.kind === 'again') {
      context.df.continueAsNew({ ...input, done: [...results, 'again'], from: index + 1 });
      return;
    }
    results.push(yield* playOne(context, one, flowId, key));
  }
  return results;
}

function* playOne(
  context: OrchestrationContext,
  one: Step,
  flowId: string,
  key: string,
): Generator<Task, unknown, unknown> {
  const { df } = context;
  switch (one.kind) {
    case 'race': {
      const timer = df.createTimer(new Date(df.currentUtcDateTime.getTime() + 3_600_000));
      const task = df.callActivity('work', { flowId, key, value: one.value });
      const winner = yield df.Task.any([task, timer]);
      timer.cancel();
      return (winner as Task).result;
    }
    case 'gives-up':
      try {
        return yield df.callActivityWithRetry('work', new RetryOptions(1, one.attempts), {
          flowId,
          key,
          fails: 1_000_000,
        });
      } catch {
        return 'gave up';
      }
    case 'event':
      return yield df.waitForExternalEvent('go');
    case 'count':
      return yield df.callEntity(
        new EntityId('counter', flowId + key.replace(/[^.]*$/, '')),
        'add',
        one.by,
      );
    case 'all': {
      const tasks = one.steps.map((branch, index) =>
        taskOf(context, branch, flowId, `${key}/${String(index)}`),
      );
      const given = (yield df.Task.all(tasks)) as unknown[];
      return given.map((value, index) => (one.steps[index]?.kind === 'timer' ? 'fired' : value));
    }
    default: {
      const value = yield taskOf(context, one, flowId, key);
      return one.kind === 'timer' ? 'fired' : value;
    }
  }
}

function taskOf({ df }: OrchestrationContext, one: Step, flowId: string, key: string): Task {
  switch (one.kind) {
    case 'activity':
      return df.callActivity('work', { flowId, key, value: one.value, turns: one.turns });
    case 'retry':
      return df.callActivityWithRetry('work', new RetryOptions(1, one.attempts), {
        flowId,
        key,
        value: one.value,
        fails: one.fails,
      });
    case 'timer':
      return df.createTimer(new Date(df.currentUtcDateTime.getTime() + one.ms));
    case 'child':
      return df.callSubOrchestrator('flow', {
        flowId,
        steps: one.steps,
        path: `${key}.`,
        done: [],
        from: 0,
      });
    default:
      throw new Error(`no task of its own: ${one.kind}`);
  }
}
