import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { createFunctionRegistry } from '../engine/replay/function-registry.ts';
import type { Replayer } from '../engine/replay/replay.ts';
import { createTaskHub, type TaskHub } from '../engine/task-hub.ts';
import type { LogLevel } from '../log.ts';
import { messageOf } from '../protocol/orchestrator-state.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import type { FunctionApp } from '../worker/function-app.ts';
import { readApiRequest } from './api-request.ts';
import { apiError, writeApiResponse } from './api-response.ts';
import { clientBindingText } from './client-binding.ts';
import { answerApi, type DurableApi } from './durable-api.ts';
import type { DurableTaskSettings } from '../settings/durable-task-settings.ts';
import type { RecordedCalls } from './raw-history.ts';

/** Plays Microsoft.Azure.WebJobs.Extensions.DurableTask for one app. */
export interface DurableExtension {
  /** Opens the task hub and continues open work. @throws StoreFailure */
  start(): Promise<void>;
  /** Waits for running episodes and closes the task hub. */
  stop(): Promise<void>;
  /** JSON text for a durable client binding. */
  clientBinding(): string;
  /** Serves the Durable HTTP API. @param path the part of the URL after the base, not decoded */
  handleHttp(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export interface DurableExtensionOptions {
  readonly app: FunctionApp;
  readonly settings: DurableTaskSettings;
  /** The folder of the task hub's file. */
  readonly dataFolder: string;
  /** `http://localhost:PORT`, once the host listens. */
  readonly origin: () => string;
  /** The `code` in links to the API. */
  readonly systemKey: string;
  /** The host recognises calls of the app's own durable clients by it. */
  readonly workerSecret: string;
  /** With `strict`, mistakes that hang or fail silently on Azure fail here with a clear message. */
  readonly strict: boolean;
  /** Called when the engine has stopped because it cannot write its file. */
  readonly failed: (error: Error) => void;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}

const category = 'Host.Triggers.DurableTask';

export function createDurableExtension(options: DurableExtensionOptions): DurableExtension {
  const { app, settings, systemKey, workerSecret, log } = options;
  const address = { taskHub: settings.hubName, systemKey };
  let api: DurableApi | undefined;
  let stopped: unknown;

  function open(): TaskHub {
    const registry = createFunctionRegistry(app);
    const recorded: RecordedCalls | undefined =
      process.env['HABEAS_HOST_RAW'] === '1' ? new Map() : undefined;
    const replayer: Replayer = {
      app,
      registry,
      httpSleepMilliseconds: settings.httpSettings.defaultAsyncRequestSleepTimeMilliseconds,
      storeInputs: settings.storeInputsInOrchestrationHistory,
      strict: options.strict,
      unknownCalled: unknownCallLog(log),
      ...(recorded ? { record: recorder(recorded) } : {}),
    };
    const store = openSqliteStore(path.join(options.dataFolder, `${settings.hubName}.db`));
    const episodeFailed = (instanceId: string, error: unknown) => {
      log('error', category, `${instanceId}: an episode failed: ${told(error)}`);
    };
    const failed = (error: unknown) => {
      stopped = error;
      const message = `The durable engine has stopped. ${told(error)}`;
      options.failed(new Error(message, { cause: error }));
    };
    const hub = createTaskHub({ app, registry, settings, store, replayer, episodeFailed, failed });
    api = { hub, registry, address, recorded };
    return hub;
  }

  return {
    start() {
      open().start();
      return Promise.resolve();
    },
    async stop() {
      await api?.hub.stop();
      api = undefined;
    },
    clientBinding() {
      const origin = options.origin();
      const rpcOrigin = origin.replace('//localhost', '//127.0.0.1');
      return clientBindingText(origin, rpcOrigin, workerSecret, address);
    },
    async handleHttp(request, response, apiPath, query) {
      if (!api || stopped !== undefined) {
        writeApiResponse(
          response,
          apiError(503, `The durable engine is not running. ${told(stopped)}`),
        );
        return;
      }
      try {
        writeApiResponse(response, await answerApi(api, readApiRequest(request, apiPath, query)));
      } catch (error) {
        log('error', category, told(error));
        const exception = { type: 'System.Exception', message: told(error) };
        writeApiResponse(
          response,
          apiError(500, 'Something went wrong while processing your request', exception),
        );
      }
    },
  };
}

/** Logs each unknown name once for each instance. The instance never ends, and no other error reports it. */
function unknownCallLog(
  log: DurableExtensionOptions['log'],
): NonNullable<Replayer['unknownCalled']> {
  const logged = new Set<string>();
  return (instanceId, message) => {
    const line = `${instanceId}: ${message} The orchestration never ends, as on Azure.`;
    if (logged.has(line)) return;
    if (logged.size > 10_000) logged.clear();
    logged.add(line);
    log('error', category, line);
  };
}

function recorder(recorded: RecordedCalls): NonNullable<Replayer['record']> {
  return (instanceId, call) => {
    const calls = recorded.get(instanceId);
    if (calls) calls.push(call);
    else recorded.set(instanceId, [call]);
  };
}

function told(error: unknown): string {
  return error === undefined ? '' : messageOf(error);
}
