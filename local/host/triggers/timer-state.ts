import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The stored state of a timer, as ISO times. */
export interface TimerStatus {
  readonly last: string;
  readonly next: string;
  readonly lastUpdated: string;
}

export interface TimerState {
  get(functionName: string): TimerStatus | undefined;
  set(functionName: string, status: TimerStatus): void;
}

/**
 * Opens `timers.json` of the data folder. A restarted host finds missed occurrences in it.
 * @param failed called when the file cannot be written; the host continues with the state in memory
 */
export function openTimerState(dataFolder: string, failed: (error: unknown) => void): TimerState {
  const file = path.join(dataFolder, 'timers.json');
  const states = read(file);
  return {
    get: (functionName) => states[functionName],
    set(functionName, status) {
      states[functionName] = status;
      try {
        mkdirSync(dataFolder, { recursive: true });
        writeFileSync(`${file}.new`, JSON.stringify(states, undefined, 1));
        renameSync(`${file}.new`, file);
      } catch (error) {
        failed(error);
      }
    },
  };
}

function read(file: string): Record<string, TimerStatus> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, TimerStatus>;
  } catch {
    // The file is missing or unreadable. Then nothing is past due, as in a new app.
    return {};
  }
}
