import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CommandLine } from './command-line.ts';
import { watchApp } from './watch-app.ts';

/**
 * Runs the host in a process of its own, and restarts that process when the app was built again. When an app does not start, the next
 * change starts it again.
 * @param program the file of the host's own process
 */
export function runWatched(program: string, { folder, dataFolder }: CommandLine): void {
  const rest = process.argv.slice(2).filter((argument) => argument !== '--watch');
  let child = start();
  let isEnding = false;
  let turn = Promise.resolve();
  const end = watchApp(folder, dataFolder, (file) => {
    turn = turn.then(() => restart(file));
  });

  function start(): ChildProcess {
    // Through the channel, the host notices the end of this process, whatever the cause.
    return spawn(process.execPath, [program, ...rest], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async function restart(file: string): Promise<void> {
    console.log(`${file} has changed: the host starts again.`);
    await stop();
    if (!isEnding) child = start();
  }

  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      end();
      void turn.then(stop).then(() => process.exit(0));
    });
}
