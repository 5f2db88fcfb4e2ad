import { globSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostLog } from '../log.ts';
import { installCoreModule } from './core-module.ts';
import { createRegistry, runHooks, type Registry } from './registry.ts';
import { withStreamServer } from './stream-server.ts';
import { toError } from './system-error.ts';
import { workerLog } from './worker-log.ts';

/** The app cannot be loaded. The message names the file and the reason. Print only the message. */
export class AppLoadError extends Error {
  override readonly name = 'AppLoadError';
}

interface PackageJson {
  readonly main?: string;
  readonly type?: string;
}

export interface LoadedApp {
  readonly folder: string;
  readonly registry: Registry;
  /** The library's own HTTP server. Absent when the app does not use streams. */
  readonly streamServer: Server | undefined;
}

/**
 * Loads a built app as the Node worker does: entry files, start hooks, capabilities. After that nothing can be registered.
 * @throws AppLoadError when package.json or an entry file is missing or fails
 */
export async function loadApp(folder: string, log: HostLog): Promise<LoadedApp> {
  const registry = createRegistry();
  installCoreModule(registry, workerLog(log, registry));
  const packageJson = readPackageJson(folder);
  for (const file of entryFiles(folder, packageJson))
    await loadEntryFile(folder, file, packageJson);
  await runHooks(registry.hooks.appStart, {
    hookData: registry.appLevelHookData,
    appHookData: registry.appHookData,
    functionAppDirectory: folder,
  });
  const { result: capabilities, server } = await withStreamServer(
    async () => await registry.programmingModel?.getCapabilities?.({ ...workerCapabilities }),
  );
  registry.lock();
  return { folder, registry, streamServer: capabilities?.['HttpUri'] ? server : undefined };
}

/** Runs the appTerminate hooks. */
export async function terminateApp(app: LoadedApp): Promise<void> {
  await runHooks(app.registry.hooks.appTerminate, {
    hookData: app.registry.appLevelHookData,
    appHookData: app.registry.appHookData,
  });
}

// Each capability determines the form of the data that functions get.
const workerCapabilities = {
  RawHttpBodyBytes: 'true',
  RpcHttpTriggerMetadataRemoved: 'true',
  RpcHttpBodyOnly: 'true',
  IgnoreEmptyValuedRpcHttpHeaders: 'true',
  UseNullableValueDictionaryForHttp: 'true',
  WorkerStatus: 'true',
  TypedDataCollection: 'true',
  HandlesWorkerTerminateMessage: 'true',
};

function readPackageJson(folder: string): PackageJson {
  const file = path.join(folder, 'package.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
  } catch (error) {
    throw new AppLoadError(`${file} cannot be read: ${toError(error).message}`);
  }
}

function entryFiles(folder: string, packageJson: PackageJson): string[] {
  const { main } = packageJson;
  if (!main)
    throw new AppLoadError(
      `${path.join(folder, 'package.json')} has no "main": it must name the built entry file, or a pattern of several.`,
    );
  const files = globSync(main, { cwd: folder }).sort();
  if (files.length === 0)
    throw new AppLoadError(
      `No file matches "main": "${main}" of ${path.join(folder, 'package.json')}. Is the app built?`,
    );
  return files;
}

async function loadEntryFile(
  folder: string,
  file: string,
  packageJson: PackageJson,
): Promise<void> {
  const full = path.join(folder, file);
  try {
    if (isEsModule(full, packageJson)) await import(pathToFileURL(full).href);
    else createRequire(full)(full);
  } catch (error) {
    throw new AppLoadError(
      `Worker was unable to load entry point "${file}" of ${folder}: ${reasonOf(toError(error))}`,
      { cause: error },
    );
  }
}

/** The error with its stack, without the lines of Node and of this host. */
function reasonOf({ message, stack = '' }: Error): string {
  const own = stack
    .split('\n')
    .filter((line) => !/^\s+at .*(node:internal|local\/host\/)/.test(line))
    .join('\n');
  return own.includes(message) ? own : `${message}\n${own}`;
}

function isEsModule(file: string, packageJson: PackageJson): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  if (/\.c[jt]s$/.test(file)) return false;
  return packageJson.type === 'module';
}
