import type { LogLevels } from '../log.ts';
import type { MessageEncoding } from './message-text.ts';
import type { Invocation, RpcTypedData } from './function-app.ts';

/** What a further language worker needs to load the app; it finds the rest in its environment. */
export interface WorkerStart {
  readonly folder: string;
  readonly logLevels: LogLevels;
  readonly functionTimeout: number | undefined;
  readonly messageEncoding: MessageEncoding;
}

/** An invocation on its way to a worker. Nothing of it is a value of this thread. */
export interface WorkerCall {
  readonly id: number;
  /** The function's name in lower case. */
  readonly name: string;
  readonly invocation: Invocation;
}

export type WorkerAnswer =
  | { readonly id: number; readonly returnValue: RpcTypedData | null | undefined }
  | { readonly id: number; readonly failure: { readonly message: string; readonly stack: string } };

/** The first message holds what durable client bindings are given; then calls, several at a time; last of all the end. */
export type ToWorker =
  | { readonly kind: 'client-binding'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly WorkerCall[] }
  | { readonly kind: 'end' };
