// Tasks of the interpreter. Not promises: DurableTask.Core runs continuations at once, and ids depend on that order.

export interface MirrorTask {
  settled: boolean;
  failed: boolean;
  /** What the task gave, as the text in history. */
  value: string | null;
  waiting: (() => void)[];
}

export function pendingTask(): MirrorTask {
  return { settled: false, failed: false, value: null, waiting: [] };
}

export function completedTask(value: string | null = null): MirrorTask {
  return { settled: true, failed: false, value, waiting: [] };
}

export function faultedTask(): MirrorTask {
  return { settled: true, failed: true, value: null, waiting: [] };
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
  for (const task of tasks)
    whenSettled(task, () => {
      open -= 1;
      if (open === 0) settle(all, null, tasks.some(({ failed }) => failed));
    });
  return all;
}

/** Like .NET's Task.WhenAny: never fails. */
export function whenAny(tasks: readonly MirrorTask[]): MirrorTask {
  const any = pendingTask();
  for (const task of tasks) whenSettled(task, () => { settle(any, null); });
  return any;
}
