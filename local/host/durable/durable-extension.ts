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
  /** Opens the task hub and goes on with what was open. @throws StoreFailure */
  start(): Promise<void>;
  /** Lets running episodes end, and closes the task hub. */
  stop(): Promise<void>;
  /** JSON text for a durable client binding. */
  clientBinding(): string;
  /** Serves the Durable HTTP API. @param path what follows its base, as it stands in the URL */
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
  /** Holds the file of the task hub. */
  readonly dataFolder: string;
  /** `http://localhost:PORT`, once the host listens. */
  readonly origin: () => string;
  /** What links to the API carry as `code`. */
  readonly systemKey: string;
  /** By what the host knows calls of the app's own durable clients. */
  readonly workerSecret: string;
  /** Mistakes that would hang or go wrong on Azure fail here, with a text that says so. */
  readonly strict: boolean;
  /** Called once when the engine has stopped because it cannot write its file: nothing more will run. */
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
      ...(recorded ? { record: recorder(recorded) } : {}),
    };
    const store = openSqliteStore(path.join(options.dataFolder, `${settings.hubName}.db`));
    const broke = (instanceId: string, error: unknown) => {
      log('error', category, `${instanceId}: an episode broke down: ${told(error)}`);
    };
    const failed = (error: unknown) => {
      stopped = error;
      const message = `The durable engine has stopped. ${told(error)}`;
      options.failed(new Error(message, { cause: error }));
    };
    const hub = createTaskHub({ app, registry, settings, store, replayer, broke, failed });
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
