import type { ExecutionStarted, MessageEvent, StoredEvent } from '../../protocol/history-event.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';
import type { OpenFanOut } from './open-fan-out.ts';

/** What is sent to an entity. */
export interface EntityMessage {
  readonly name: 'op' | 'release';
  /** JSON text of a request or a release. */
  readonly input: string;
}

/** Something an instance has to take in. */
export interface Message {
  readonly instanceId: string;
  readonly content: MessageEvent | EntityMessage;
  /** The execution it answers; an answer to an earlier one is dropped. */
  readonly executionId?: string;
  /** Its row in the store, when it has one. */
  key?: number;
  /** The queue looks after it. */
  noted?: boolean;
  /** It has outlived a commit without being taken in: time to store it. */
  overdue?: boolean;
  /** Told once the message cannot be lost any more. */
  readonly acknowledge?: Acknowledge;
}

export interface Acknowledge {
  resolve(): void;
  reject(error: unknown): void;
}

/** The running execution of an orchestration, from its history. */
export interface Execution {
  readonly started: ExecutionStarted;
  readonly events: StoredEvent[];
  /** Number of the next row of history. */
  readonly sequence: number;
  /** Known while the flow waits for a Task.all; never read back from the store. */
  readonly fanOut?: OpenFanOut | undefined;
}

/** An instance in memory. All but `inbox`, `busy` and `queued` is as committed. */
export interface Instance {
  readonly id: string;
  readonly key: number;
  readonly isEntity: boolean;
  row: InstanceRow | undefined;
  /** Absent when not loaded, or when the instance has ended. */
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
