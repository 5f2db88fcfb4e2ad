import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import type { Terminal } from './terminal.ts';

const patienceMs = 6_000;

/** Ends the processes of a stack that was killed. They end by themselves soon. Processes that do not end are killed. */
export async function clearLeftOver(data: DataFolder, terminal: Terminal): Promise<void> {
  if (!data.leftOver) return;
  terminal.say('The last run was not stopped cleanly. Its data is used again.');
  const deadline = Date.now() + patienceMs;
  for (const pid of Object.values(data.leftOver.processes)) {
    while (isOurs(pid, data.path) && Date.now() < deadline) await delay(50);
    if (isOurs(pid, data.path)) process.kill(pid, 'SIGKILL');
  }
  rmSync(data.at('run.json'), { force: true });
}

// Another program may have the pid now, so the command line must contain the data folder.
function isOurs(pid: number, folder: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
    }).includes(folder);
  } catch {
    return false;
  }
}
