import type {
  Disposable,
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  HookData,
  ProgrammingModel,
} from './core-api.ts';
import { systemError, unknownHookError } from './system-error.ts';

export interface RegisteredCode {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

export interface Hooks {
  readonly appStart: HookCallback[];
  readonly appTerminate: HookCallback[];
  readonly preInvocation: HookCallback[];
  readonly postInvocation: HookCallback[];
  readonly log: HookCallback[];
}

/** Everything that an app registers while its entry files run: functions, hooks and the programming model. */
export interface Registry {
  readonly functions: ReadonlyMap<string, RegisteredCode>;
  readonly hooks: Hooks;
  /** Shared by all hooks of the app. */
  readonly appHookData: HookData;
  /** Shared by the hooks appStart and appTerminate only. */
  readonly appLevelHookData: HookData;
  programmingModel: ProgrammingModel | undefined;
  register(metadata: FunctionMetadata, callback: FunctionCallback): Disposable;
  addHook(name: string, callback: HookCallback): Disposable;
  /** After this call no function can be added or removed. */
  lock(): void;
}

export function createRegistry(): Registry {
  const functions = new Map<string, RegisteredCode>();
  const hooks: Hooks = {
    appStart: [],
    appTerminate: [],
    preInvocation: [],
    postInvocation: [],
    log: [],
  };
  let locked = false;
  return {
    functions,
    hooks,
    appHookData: {},
    appLevelHookData: {},
    programmingModel: undefined,
    register(metadata, callback) {
      if (locked) throw systemError('A function can only be registered during app startup.');
      const id = metadata.functionId ?? metadata.name;
      if (functions.has(id))
        throw systemError(`A function with id "${id}" has already been registered.`);
      functions.set(id, { metadata, callback });
      return {
        dispose() {
          if (locked) throw systemError('A function can only be disposed during app startup.');
          functions.delete(id);
        },
      };
    },
    addHook(name, callback) {
      if (!Object.hasOwn(hooks, name)) throw unknownHookError(name);
      const list = hooks[name as keyof Hooks];
      list.push(callback);
      return {
        dispose() {
          const index = list.indexOf(callback);
          if (index >= 0) list.splice(index, 1);
        },
      };
    },
    lock() {
      locked = true;
    },
  };
}

/** Runs hooks one after the other, in the order of registration. A hook that throws ends the run. */
export async function runHooks(hooks: readonly HookCallback[], context: unknown): Promise<void> {
  for (const hook of [...hooks]) await hook(context);
}
