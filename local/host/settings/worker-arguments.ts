import type { Environment } from './app-settings.ts';
import { SettingsError } from './settings-error.ts';

/** The options in `languageWorkers:node:arguments`. */
export interface WorkerArguments {
  /** Where the first worker waits for a debugger. */
  readonly inspect: { readonly host: string; readonly port: number } | undefined;
  /** The worker waits until a debugger is attached. */
  readonly waits: boolean;
  readonly maxOldGenerationMb: number | undefined;
  /** Options that a worker thread accepts itself. */
  readonly others: readonly string[];
}

const name = 'languageWorkers__node__arguments';
const inspectOption = /^--inspect(-brk)?(?:=(?:(.+):)?(\d+))?$/;
const memoryOption = /^--max[-_]old[-_]space[-_]size=(\d+)$/;

/**
 * The arguments of Node workers, as debuggers set them.
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings#languageworkers__node__arguments
 * @throws SettingsError for an option that a worker thread does not accept
 */
export function workerArguments(environment: Environment): WorkerArguments {
  const written = environment[name] ?? environment['languageWorkers:node:arguments'] ?? '';
  const all = written.split(/\s+/).filter(Boolean);
  const others = all.filter((one) => !inspectOption.test(one) && !memoryOption.test(one));
  const refused = others.find((one) => {
    const [option = one] = one.split('=');
    return !process.allowedNodeEnvironmentFlags.has(option);
  });
  if (refused !== undefined)
    throw new SettingsError(`${name}: a worker of this host does not accept "${refused}".`);
  const [, brk, host = '127.0.0.1', port = '9229'] = first(all, inspectOption) ?? [];
  const memory = first(all, memoryOption)?.[1];
  return {
    inspect: first(all, inspectOption) ? { host, port: Number(port) } : undefined,
    waits: brk !== undefined,
    maxOldGenerationMb: memory === undefined ? undefined : Number(memory),
    others,
  };
}

function first(all: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const one of all) {
    const found = pattern.exec(one);
    if (found) return found;
  }
  return undefined;
}
