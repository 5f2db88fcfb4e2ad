import type { HostLog } from '../log.ts';
import type { CoreLogCategory, CoreLogLevel, HookData } from './core-api.ts';
import type { Registry } from './registry.ts';
import { readOnlyError } from './system-error.ts';

/** The invocation of a log line, as log hooks see it. */
export interface LogOwner {
  readonly hookData: HookData;
  readonly invocationContext: unknown;
}

export type WorkerLog = (
  level: CoreLogLevel,
  category: CoreLogCategory,
  message: string,
  owner?: LogOwner,
) => void;

/**
 * Passes the lines of one function (without a name: of the app) through the log hooks to the console. As on Azure, hooks may
 * change user lines only.
 */
export function workerLog(log: HostLog, registry: Registry, functionName?: string): WorkerLog {
  const user = functionName === undefined ? 'Worker.User' : `Function.${functionName}.User`;
  let inHook = false;
  return (level, category, message, owner) => {
    let line = { level, message };
    if (registry.hooks.log.length > 0 && !inHook) {
      inHook = true;
      try {
        const context = logHookContext(level, category, message, registry.appHookData, owner);
        for (const hook of registry.hooks.log) hook(context);
        if (category === 'user') line = { level: context.level, message: context.message };
      } finally {
        inHook = false;
      }
    }
    const target = category === 'user' ? user : 'Worker';
    if (log.enabled(line.level, target)) log.write(line.level, target, line.message);
  };
}

function logHookContext(
  level: CoreLogLevel,
  category: CoreLogCategory,
  message: string,
  appHookData: HookData,
  owner: LogOwner | undefined,
): { level: CoreLogLevel; message: string } {
  const fixed = {
    category,
    appHookData,
    hookData: owner?.hookData ?? {},
    invocationContext: owner?.invocationContext,
  };
  return readOnly({ level, message }, fixed);
}

/** Adds read-only properties to a hook's context. */
export function readOnly<Context extends object>(context: Context, fixed: object): Context {
  for (const [name, value] of Object.entries(fixed))
    Object.defineProperty(context, name, {
      enumerable: true,
      get: () => value as unknown,
      set: () => {
        throw readOnlyError(name);
      },
    });
  return context;
}
