// Tasks of the interpreter. They are not promises, because DurableTask.Core runs continuations at once, and ids depend on that order.

export interface MirrorTask {
  settled: boolean;
  failed: boolean;
  /** The result, as text of the history. */
  value: string | null;
  waiting: (() => void)[];
  /** The number whose answer settles the task. Absent when more than one answer is needed. */
  id: number | undefined;
  /** The tasks that a Task.all waits for. */
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

/** Settles a task once. Its continuations run before this function returns. */
export function settle(task: MirrorTask, value: string | null, failed = false): void {
  if (task.settled) return;
  task.settled = true;
  task.failed = failed;
  task.value = value;
  const waiting = task.waiting;
  task.waiting = [];
  for (const run of waiting) run();
}

/** Runs `then` when the task settles, or at once when it has settled already. */
export function whenSettled(task: MirrorTask, then: () => void): void {
  if (task.settled) then();
  else task.waiting.push(then);
}

/** Like .NET's Task.WhenAll: waits for every task, even after a failure. */
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
