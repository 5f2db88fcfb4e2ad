import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import type { Terminal } from './terminal.ts';

const patience = 6_000;

/**
 * Clears what a stack left that was killed: its processes end by themselves once it is gone, and are ended here if they do not.
 */
export async function clearLeftOver(data: DataFolder, terminal: Terminal): Promise<void> {
  if (!data.leftOver) return;
  terminal.say('The last run was not stopped cleanly: going on with what it left.');
  const deadline = Date.now() + patience;
  for (const pid of Object.values(data.leftOver.processes)) {
    while (isOurs(pid, data.path) && Date.now() < deadline) await delay(50);
    if (isOurs(pid, data.path)) process.kill(pid, 'SIGKILL');
  }
  rmSync(data.at('run.json'), { force: true });
}

// The pid may belong to another program by now, so its command line must name the data folder.
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
