import { exportAccount } from './export-account.ts';
import { openNullBlobs } from './null-blobs.ts';
import { followPages } from './paging-floor.ts';
import { visitTenants } from './visit-tenants.ts';

/** The tasks that a child process can run. */
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

/** Open connections would keep a process alive after its task is done. */
function leaveUnlessNeeded(task: Task): () => void {
  return () => {
    if (task !== 'blobs') process.exit();
  };
}
