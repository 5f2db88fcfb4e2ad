import type { ExecutionStarted, MessageEvent, StoredEvent } from '../../protocol/history-event.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';
import type { OpenFanOut } from './open-fan-out.ts';

/** A message to an entity. */
export interface EntityMessage {
  readonly name: 'op' | 'release';
  /** JSON text of a request or a release. */
  readonly input: string;
}

/** A message to an instance. */
export interface Message {
  readonly instanceId: string;
  readonly content: MessageEvent | EntityMessage;
  /** The execution that it answers. An answer to an earlier execution is dropped. */
  readonly executionId?: string;
  /** Key of its row in the store, when it is stored. */
  key?: number;
  /** The work queue has listed it as fresh. */
  listed?: boolean;
  /** It was not taken in before the last commit, so the next commit stores it. */
  overdue?: boolean;
  /** Called once the message is durable. */
  readonly acknowledge?: Acknowledge;
}

export interface Acknowledge {
  resolve(): void;
  reject(error: unknown): void;
}

/** The running execution of an orchestration, read from its history. */
export interface Execution {
  readonly started: ExecutionStarted;
  readonly events: StoredEvent[];
  /** Number of the next history row. */
  readonly sequence: number;
  /** Set while the flow waits for a Task.all. It is not stored. */
  readonly fanOut?: OpenFanOut | undefined;
}

/** An instance in memory. Everything except `inbox`, `busy` and `queued` is committed state. */
export interface Instance {
  readonly id: string;
  readonly key: number;
  readonly isEntity: boolean;
  row: InstanceRow | undefined;
  /** Absent when it is not loaded, or when the instance has ended. */
  execution: Execution | undefined;
  inbox: Message[];
  busy: boolean;
  queued: boolean;
}

export function newInstance(id: string, key: number, isEntity: boolean): Instance {
  return {
    id,
    key,
    isEntity,
    row: undefined,
    execution: undefined,
    inbox: [],
    busy: false,
    queued: false,
  };
}
