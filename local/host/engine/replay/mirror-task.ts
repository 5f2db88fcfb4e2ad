// Tasks of the interpreter. Not promises: DurableTask.Core runs continuations at once, and ids depend on that order.

export interface MirrorTask {
  settled: boolean;
  failed: boolean;
  /** What the task gave, as the text in history. */
  value: string | null;
  waiting: (() => void)[];
  /** Number of the one thing whose answer settles the task, where it is that simple. */
  id: number | undefined;
  /** What a Task.all waits for. */
  parts: readonly MirrorTask[] | undefined;
}

function newTask(settled: boolean, failed: boolean, value: string | null): MirrorTask {
  return { settled, failed, value, waiting: [], id: undefined, parts: undefined };
}

export function pendingTask(): MirrorTask {
  return newTask(false, false, null);
}

export function completedTask(value: string | null = null): MirrorTask {
  return newTask(true, false, value);
}

export function faultedTask(): MirrorTask {
  return newTask(true, true, null);
}

/** Settles once; what waits for it runs before this returns. */
export function settle(task: MirrorTask, value: string | null, failed = false): void {
  if (task.settled) return;
  task.settled = true;
  task.failed = failed;
  task.value = value;
  const waiting = task.waiting;
  task.waiting = [];
  for (const run of waiting) run();
}

/** Runs `then` at once when the task is settled, else when it settles. */
export function whenSettled(task: MirrorTask, then: () => void): void {
  if (task.settled) then();
  else task.waiting.push(then);
}

/** Like .NET's Task.WhenAll: waits for every task, also after a failure. */
export function whenAll(tasks: readonly MirrorTask[]): MirrorTask {
  const all = pendingTask();
  let open = tasks.length;
  if (open === 0) return completedTask();
  all.parts = tasks;
  for (const task of tasks)
    whenSettled(task, () => {
      open -= 1;
      if (open === 0)
        settle(
          all,
          null,
          tasks.some(({ failed }) => failed),
        );
    });
  return all;
}

/** Like .NET's Task.WhenAny: never fails. */
export function whenAny(tasks: readonly MirrorTask[]): MirrorTask {
  const any = pendingTask();
  for (const task of tasks)
    whenSettled(task, () => {
      settle(any, null);
    });
  return any;
}
