import type { LogLevels } from '../log.ts';
import type { Invocation, InvocationResult, RegisteredFunction } from './function-app.ts';
import type { MessageEncoding } from './message-text.ts';

/** What a language worker needs to load the app. It finds the rest in its environment. */
export interface WorkerStart {
  readonly folder: string;
  readonly logLevels: LogLevels;
  readonly functionTimeout: number | undefined;
  readonly messageEncoding: MessageEncoding;
  /** Orchestrators' results travel with the identity of their objects. */
  readonly strict: boolean;
}

/** What a worker has loaded. */
export interface WorkerApp {
  readonly functions: readonly RegisteredFunction[];
  /** Port of the library's own HTTP server when the app asked for streams. */
  readonly streamPort: number | undefined;
}

/** An invocation on its way to a worker. Nothing of it is a value of this thread. */
export interface WorkerCall {
  readonly id: number;
  /** The function's name in lower case. */
  readonly name: string;
  readonly invocation: Invocation;
}

export type WorkerAnswer =
  | { readonly id: number; readonly result: InvocationResult }
  | { readonly id: number; readonly failure: { readonly message: string; readonly stack: string } };

/** First what durable client bindings are given; then calls, several at a time; at last the end. */
export type ToWorker =
  | { readonly kind: 'client-binding'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly WorkerCall[] }
  | { readonly kind: 'end' };

/** First what was loaded, or why it was not; then answers, several at a time. */
export type FromWorker =
  | { readonly kind: 'loaded'; readonly app: WorkerApp }
  | { readonly kind: 'not-loaded'; readonly message: string }
  | { readonly kind: 'answers'; readonly answers: readonly WorkerAnswer[] };
