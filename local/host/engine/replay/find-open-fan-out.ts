import type { OpenFanOut } from '../instances/open-fan-out.ts';
import type { MirrorTask } from './mirror-task.ts';

/**
 * @param awaited the task that the interpreter waits for
 * @param customStatus what this replay set
 * @returns the open fan-out when the awaited task is a Task.all
 */
export function findOpenFanOut(
  awaited: MirrorTask | undefined,
  customStatus: string | null,
): OpenFanOut | undefined {
  if (!awaited?.parts) return undefined;
  const open = new Set<number>();
  let others = false;
  for (const { settled, id } of awaited.parts) {
    if (settled) continue;
    if (id === undefined) others = true;
    else open.add(id);
  }
  return { open, others, customStatus };
}
