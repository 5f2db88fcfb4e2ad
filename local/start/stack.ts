import { checkService } from './check-service.ts';
import { clearLeftOver } from './clear-left-over.ts';
import { configurationFile } from './configuration.ts';
import { takeDataFolder } from './data-folder.ts';
import { hostProcess } from './host-process.ts';
import { keepFile, type KeptFile } from './kept-file.ts';
import { provideKeys } from './keys.ts';
import { provideServiceKeys } from './service-keys.ts';
import type { StartOptions } from './options.ts';
import { choosePorts } from './ports.ts';
import { describeRun, type RunFile } from './run-file.ts';
import {
  sandboxConfig,
  sandboxProcess,
  sandboxSecrets,
  trustedCertificates,
} from './sandbox-process.ts';
import { inventedPeople, signInSettings } from './sign-in.ts';
import { storageConnection, storageProcess } from './storage-process.ts';
import { supervise, type SupervisedProcess } from './supervised-process.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** A stack that is ready. */
export interface Stack {
  readonly run: RunFile;
  readonly terminal: Terminal;
  /** Ends the processes one after another and removes `run.json`. */
  stop(): Promise<void>;
}

/**
 * Starts Azurite, the sandbox and the host, and keeps them running.
 *
 * @param settings the environment over the `Values` of `local.settings.json`
 * @throws StartFailure when one of them cannot start; then no process is left running
 */
export async function startStack(
  options: StartOptions,
  settings: Readonly<Record<string, string | undefined>>,
): Promise<Stack> {
  const data = takeDataFolder(options.dataFolder);
  const terminal = openTerminal(data.at('logs', 'start.log'));
  const running: SupervisedProcess[] = [];
  let runFile: KeptFile | undefined;
  const stop = async () => {
    // The host ends first, because it uses the other processes until its end.
    for (const one of running.toReversed()) await one.stop();
    runFile?.remove();
    data.release();
  };
  try {
    await clearLeftOver(data, terminal);
    const ports = await choosePorts(options.port, data.at('ports.json'));
    const startedAt = new Date().toISOString();
    const start = async (plan: Parameters<typeof supervise>[0]) => {
      const one = await supervise(plan, terminal, () => {
        runFile?.write();
      });
      running.push(one);
      return one;
    };
    const [azurite, sandbox] = await allOrNone([
      start(storageProcess(data, ports)),
      start(sandboxProcess(data, ports, options.systems)),
    ]);
    const serviceKeys = options.auth ? provideServiceKeys(data.at('host', 'keys.json')) : [];
    const host = await start(
      hostProcess(options, data, ports, {
        ...sandboxSecrets(data),
        ...process.env,
        ...provideKeys(data.at('keys'), settings),
        ...(options.auth && signInSettings(data)),
        HABEAS_AUTH: options.auth ? 'required' : (settings['HABEAS_AUTH'] ?? 'off'),
        // The answers of vendors and storage are a lot of work, so activities run in a second worker, apart from HTTP functions.
        FUNCTIONS_WORKER_PROCESS_COUNT: settings['FUNCTIONS_WORKER_PROCESS_COUNT'] ?? '2',
        AzureWebJobsStorage: storageConnection(ports),
        // This setting would replace the connection string.
        AzureWebJobsStorage__accountName: undefined,
        HABEAS_CONFIG: configurationFile(
          options,
          sandboxConfig(data),
          data.at('habeas.config.json'),
          serviceKeys,
        ),
        HABEAS_PUBLIC_URL:
          settings['HABEAS_PUBLIC_URL'] ?? `http://127.0.0.1:${String(ports.api)}/`,
        NODE_EXTRA_CA_CERTS: trustedCertificates(data, process.env['NODE_EXTRA_CA_CERTS']),
      }),
    );
    const describe = () =>
      describeRun(
        startedAt,
        ports,
        { host: host.pid, sandbox: sandbox.pid, azurite: azurite.pid },
        options.auth ? inventedPeople(data) : undefined,
      );
    await checkService(describe().api, data.at('host', 'keys.json'));
    const content = () => `${JSON.stringify(describe(), null, 1)}\n`;
    runFile = keepFile(data.at('run.json'), content, terminal.say);
    runFile.write();
    return { run: describe(), terminal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// Waits for both even when one fails, so that no process starts after the clean-up.
async function allOrNone<T>(starts: readonly [Promise<T>, Promise<T>]): Promise<[T, T]> {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}
