// Provides the module `@azure/functions-core`. Like Azure's worker, this file intercepts `require`.
import Module from 'node:module';
import type { CoreApi, CoreLogCategory, CoreLogLevel } from './core-api.ts';
import type { Registry } from './registry.ts';

const coreModuleName = '@azure/functions-core';

/** The versions of Azure's worker and host that this host follows. */
export const workerVersion = '3.13.0';
export const hostVersion = '4.1047.100';

type CoreLog = (level: CoreLogLevel, category: CoreLogCategory, message: string) => void;

let current: { registry: Registry; log: CoreLog } | undefined;
let installed = false;

class WorkerDisposable {
  #onDispose: (() => unknown) | undefined;

  constructor(onDispose: () => unknown) {
    this.#onDispose = onDispose;
  }

  static from(...disposables: { dispose(): unknown }[]): WorkerDisposable {
    return new WorkerDisposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  dispose(): void {
    this.#onDispose?.();
    this.#onDispose = undefined;
  }
}

function now(): { registry: Registry; log: CoreLog } {
  if (!current) throw new Error('No function app is being loaded.');
  return current;
}

const coreApi: CoreApi & { Disposable: typeof WorkerDisposable } = {
  version: workerVersion,
  hostVersion,
  Disposable: WorkerDisposable,
  registerFunction(metadata, callback) {
    const disposable = now().registry.register(metadata, callback);
    return new WorkerDisposable(() => disposable.dispose());
  },
  registerHook(name, callback) {
    const disposable = now().registry.addHook(name, callback);
    return new WorkerDisposable(() => disposable.dispose());
  },
  setProgrammingModel(model) {
    now().registry.programmingModel = model;
  },
  getProgrammingModel: () => now().registry.programmingModel,
  log: (level, category, message) => {
    now().log(level, category, message);
  },
};

/**
 * Makes `require('@azure/functions-core')` work in this thread, for one app. `@azure/functions` never asks for the module again,
 * so one object serves all callers.
 */
export function installCoreModule(registry: Registry, log: CoreLog): void {
  current = { registry, log };
  if (installed) return;
  installed = true;
  const prototype: { require: (id: string) => unknown } = Module.prototype;
  prototype.require = new Proxy(prototype.require, {
    apply(target, self: unknown, args: [id: string]): unknown {
      return args[0] === coreModuleName ? coreApi : Reflect.apply(target, self, args);
    },
  });
}
