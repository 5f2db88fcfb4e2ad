// Serves apps that have no durable functions; those that have some cannot start.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DurableTaskSettings } from './durable/durable-task-settings.ts';
import type { LogLevel } from './log.ts';
import type { FunctionApp } from './worker/function-app.ts';

export interface DurableExtension {
  start(): Promise<void>;
  stop(): Promise<void>;
  clientBinding(): string;
  handleHttp(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export function createDurableExtension(_options: {
  app: FunctionApp;
  settings: DurableTaskSettings;
  dataFolder: string;
  origin: () => string;
  systemKey: string;
  strict: boolean;
  log: (level: LogLevel, category: string, message: string) => void;
}): DurableExtension {
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    clientBinding: () => '{}',
    handleHttp(_request, response) {
      response.statusCode = 501;
      response.end();
      return Promise.resolve();
    },
  };
}
