import type { LogLevels } from '../log.ts';
import type { Invocation, InvocationResult, RegisteredFunction } from './function-app.ts';
import type { MessageEncoding } from './message-text.ts';

/** The input that a language worker needs to load the app. Everything else is in its environment. */
export interface WorkerStart {
  readonly folder: string;
  readonly logLevels: LogLevels;
  readonly functionTimeout: number | undefined;
  readonly messageEncoding: MessageEncoding;
  /** Whether results of orchestrators keep the identity of their objects. */
  readonly strict: boolean;
  readonly debug:
    { readonly host: string; readonly port: number; readonly waits: boolean } | undefined;
}

/** The app that a worker has loaded. */
export interface WorkerApp {
  readonly functions: readonly RegisteredFunction[];
  /** Port of the library's own HTTP server. Absent when the app does not use streams. */
  readonly streamPort: number | undefined;
}

/** An invocation for a worker. All its values can be cloned. */
export interface WorkerCall {
  readonly id: number;
  /** The function's name in lower case. */
  readonly name: string;
  readonly invocation: Invocation;
}

export type WorkerAnswer =
  | { readonly id: number; readonly result: InvocationResult }
  | { readonly id: number; readonly failure: { readonly message: string; readonly stack: string } };

/** The first message is the text for durable client bindings. Calls follow, several at a time. The last message is the end. */
export type ToWorker =
  | { readonly kind: 'client-binding'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly WorkerCall[] }
  | { readonly kind: 'end' };

/**
 * The first message says what was loaded, or why loading failed. Answers follow, several at a time, and the names of queues that
 * the worker has put a message into.
 */
export type FromWorker =
  | { readonly kind: 'loaded'; readonly app: WorkerApp }
  | { readonly kind: 'not-loaded'; readonly message: string }
  | { readonly kind: 'answers'; readonly answers: readonly WorkerAnswer[] }
  | { readonly kind: 'message-sent'; readonly queue: string };
