import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { StartOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { readObject } from './read-object.ts';
import { StartFailure } from './start-failure.ts';
import type { ProcessPlan } from './supervised-process.ts';

/**
 * The local Functions host with the built app of this repository.
 *
 * @throws StartFailure when the app is not built
 */
export function hostProcess(
  options: StartOptions,
  data: DataFolder,
  ports: Ports,
  environment: ProcessPlan['environment'],
): ProcessPlan {
  if (!existsSync(path.join(options.appFolder, 'dist', 'main.js')))
    throw new StartFailure('The app is not built: run npm run build.');
  const running = data.at('host', 'run.json');
  rmSync(running, { force: true });
  return {
    title: 'The host',
    command: [
      path.join(import.meta.dirname, '..', 'host', 'main.ts'),
      options.appFolder,
      ...['--port', String(ports.api)],
      ...['--data', data.at('host')],
      ...(options.auth ? ['--auth'] : []),
      ...(options.strict ? ['--strict'] : []),
    ],
    environment,
    outlives: 0,
    logFile: data.at('logs', 'host.log'),
    ready: (pid) => Promise.resolve(readObject(running)?.['pid'] === pid),
  };
}
