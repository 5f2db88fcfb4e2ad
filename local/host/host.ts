// Starts one function app on this machine: its settings, its port, then the app itself.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createHttpServer, type Services } from './http/http-server.ts';
import { close, listen } from './listen.ts';
import { createLog } from './log.ts';
import { applyHostSettings, applyLocalSettings } from './settings/app-settings.ts';
import { readHostJson } from './settings/host-json.ts';
import { readLocalSettings } from './settings/local-settings.ts';
import { SettingsError } from './settings/settings-error.ts';
import { startApp } from './start-app.ts';

export interface HostOptions {
  /** The built app: package.json, host.json, local.settings.json. */
  readonly folder: string;
  /** 0 takes a free port. Absent: the port of local.settings.json, or 7071. */
  readonly port?: number | undefined;
  /** The folder of the task hub, the keys and the state of timers. */
  readonly dataFolder: string;
  /** Throws clear errors for mistakes that fail silently on Azure. */
  readonly strict?: boolean;
  /** Requires keys, as Azure does. */
  readonly auth?: boolean;
  /** Called when the host cannot continue. The process should end then. */
  readonly failed: (error: Error) => void;
}

export interface RunningHost {
  /** e.g. `http://127.0.0.1:7071` */
  readonly origin: string;
  /** Waits for running work, as a shutdown on Azure does. */
  stop(): Promise<void>;
}

/**
 * Starts an app. A process can do this only once, because it changes the environment.
 * @throws SettingsError, AppLoadError when the app cannot be used; print only their message
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const folder = path.resolve(options.folder);
  const dataFolder = path.resolve(options.dataFolder);
  if (!existsSync(folder)) throw new SettingsError(`There is no folder ${folder}.`);
  const local = readLocalSettings(folder);
  applyLocalSettings(process.env, local);
  const hostJson = readHostJson(folder, process.env);
  const log = createLog(hostJson.logLevels);
  process.once('exit', log.flush);
  const services = Promise.withResolvers<Services>();
  const cors = { origins: local.corsOrigins, credentials: local.corsCredentials };
  const server = createHttpServer(services.promise, { cors });
  const port = await listen(server, options.port ?? local.port ?? 7071);
  const origin = `http://127.0.0.1:${port}`;
  applyHostSettings(process.env, { folder, port });
  mkdirSync(dataFolder, { recursive: true });
  // The worker runs in the app's folder.
  process.chdir(folder);
  const { strict = false, auth = false, failed } = options;
  try {
    const app = await startApp({ folder, dataFolder, port, hostJson, log, strict, auth, failed });
    services.resolve(app.services);
    return {
      origin,
      async stop() {
        await app.stopWork();
        await close(server);
        await app.end();
      },
    };
  } catch (error) {
    await close(server, 0);
    throw error;
  }
}
