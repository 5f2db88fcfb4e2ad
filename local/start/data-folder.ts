import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { numbersOf, readObject } from './read-object.ts';
import { StartFailure } from './start-failure.ts';

/** The data folder of one stack. This process holds its lock. */
export interface DataFolder {
  readonly path: string;
  /** The `run.json` of an earlier stack that was not stopped cleanly. */
  readonly leftOver: LeftOver | null;
  /** The path of a file or folder inside. */
  at(...names: string[]): string;
  release(): void;
}

export interface LeftOver {
  readonly pid: number;
  readonly processes: Readonly<Record<string, number>>;
}

const rooms = ['host', 'azurite', 'logs', 'sandbox', 'keys'];

/**
 * Creates the folder and locks it for this process.
 *
 * @throws StartFailure when another stack holds it, or it cannot be written
 */
export function takeDataFolder(folder: string): DataFolder {
  const at = (...names: string[]) => path.join(folder, ...names);
  makeFolders(folder);
  const before = readLeftOver(at('run.json'));
  const lock = takeLock(at('lock'), folder, before);
  return {
    path: folder,
    leftOver: before,
    at,
    release: () => {
      lock.close();
    },
  };
}

function makeFolders(folder: string): void {
  try {
    for (const room of rooms) mkdirSync(path.join(folder, room), { recursive: true });
    chmodSync(path.join(folder, 'keys'), 0o700);
  } catch (error) {
    throw new StartFailure(
      `The data folder ${folder} cannot be written: choose another with --data.`,
      {
        cause: error,
      },
    );
  }
}

// The operating system releases the lock when the process ends. A file with a pid would be wrong after a crash.
function takeLock(file: string, folder: string, holder: LeftOver | null): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    const whose = holder ? ` (pid ${String(holder.pid)})` : '';
    throw new StartFailure(
      `Another Habeas${whose} runs on ${folder}: stop it first, or choose another folder with --data.`,
      { cause: error },
    );
  }
}

function readLeftOver(file: string): LeftOver | null {
  if (!existsSync(file)) return null;
  const { pid, processes } = readObject(file) ?? {};
  return { pid: typeof pid === 'number' ? pid : 0, processes: numbersOf(processes) };
}
