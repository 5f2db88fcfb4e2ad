import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../support/until.ts';

const root = path.resolve(__dirname, '..', '..', '..');

/** The files of a function app: texts, or values that are written as JSON. */
export type AppFiles = Readonly<Record<string, unknown>>;

/** Writes an app into a new folder with access to the project's packages. Its `package.json` names `main.js`. */
export function writeApp(files: AppFiles): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hosted-app-'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const all = { 'package.json': { main: 'main.js' }, 'host.json': { version: '2.0' }, ...files };
  for (const [name, content] of Object.entries(all)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

export interface HostProcess {
  readonly child: ChildProcess;
  /** Its whole output so far. */
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** Runs the program of `npm run host` with these arguments. */
export function spawnHost(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = root,
): HostProcess {
  const main = path.join(root, 'local', 'host', 'main.ts');
  const child = spawn(process.execPath, [main, ...commandLine], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

export interface HostedApp {
  readonly url: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly output: () => string;
  /** A request to a path of the host, e.g. `/api/hello`. */
  call(target: string, init?: RequestInit): Promise<Response>;
  /** Stops the host cleanly and returns the exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}

export interface HostedAppOptions {
  readonly commandLine?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly dataFolder?: string;
  /** The folder of an existing app, instead of files. */
  readonly folder?: string;
  /** Starts the host in the app's folder, without naming it. */
  readonly inItsFolder?: boolean;
}

/** Starts an app on a free port and waits until it serves. */
export async function hostApp(files: AppFiles, options: HostedAppOptions = {}): Promise<HostedApp> {
  const folder = options.folder ?? writeApp(files);
  const dataFolder = options.dataFolder ?? mkdtempSync(path.join(tmpdir(), 'hosted-data-'));
  const more = ['--port', '0', '--data', dataFolder, ...(options.commandLine ?? [])];
  const host = options.inItsFolder
    ? spawnHost(more, options.environment, folder)
    : spawnHost([folder, ...more], options.environment);
  const runFile = path.join(dataFolder, 'run.json');
  const read = () => JSON.parse(readFileSync(runFile, 'utf8')) as { url: string; pid: number };
  const isWatched = options.commandLine?.includes('--watch');
  await until('the host serves or has ended', () => {
    if (host.child.exitCode !== null) return true;
    return existsSync(runFile) && (isWatched || read().pid === host.child.pid);
  });
  if (host.child.exitCode !== null) throw new Error(`The host ended:\n${host.output()}`);
  const { url } = read();
  return {
    url,
    folder,
    dataFolder,
    output: host.output,
    call: (target, init) => fetch(url + target, init),
    async stop(signal = 'SIGTERM') {
      host.child.kill(signal);
      const code = await host.ended;
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
