import type { Environment } from './app-settings.ts';
import { SettingsError } from './settings-error.ts';

const name = 'FUNCTIONS_WORKER_PROCESS_COUNT';

/**
 * The number of language workers.
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings#functions_worker_process_count
 * @throws SettingsError when the setting is not a number from 1 to 10
 */
export function workerProcessCount(environment: Environment): number {
  const written = environment[name] ?? '1';
  const count = Number(written);
  if (!Number.isInteger(count) || count < 1 || count > 10)
    throw new SettingsError(`${name} must be a number from 1 to 10, not "${written}".`);
  return count;
}
