import { exportAccount } from './export-account.ts';
import { openNullBlobs } from './null-blobs.ts';
import { followPages } from './paging-floor.ts';
import { visitTenants } from './visit-tenants.ts';

/** What a process of its own can be told to do. */
const tasks = {
  blobs: openNullBlobs,
  export: exportAccount,
  floor: followPages,
  tenants: visitTenants,
};

export type Tasks = typeof tasks;
export type Task = keyof Tasks;

process.once('message', ({ task, order }: { task: Task; order: never }) => {
  void tasks[task](order).then((result) => process.send?.(result, leaveUnlessNeeded(task)));
});

/** Kept connections would keep a process that has done its task. */
function leaveUnlessNeeded(task: Task): () => void {
  return () => {
    if (task !== 'blobs') process.exit();
  };
}
