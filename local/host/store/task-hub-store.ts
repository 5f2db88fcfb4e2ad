import type { OrchestrationStatus } from '../protocol/orchestration-status.ts';

/** One instance as the status API shows it. */
export interface InstanceRow {
  readonly id: string;
  readonly executionId: string;
  readonly name: string;
  readonly version: string | null;
  readonly status: OrchestrationStatus;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  /** JSON text. For an entity it is the state of its scheduler. */
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: string | null;
  readonly parentInstanceId: string | null;
  readonly generation: number | null;
  readonly isEntity: boolean;
}

export interface StoredInstance {
  /** The number that joins the rows of an instance. */
  readonly key: number;
  readonly row: InstanceRow;
}

/** The rows of one episode: the texts of its events, separated by commas, and the inputs of the activities it started. */
export interface HistoryRow {
  readonly sequence: number;
  readonly events: string;
  readonly inputs: string | null;
}

export interface StoredMessage {
  readonly key: number;
  readonly instanceId: string;
  readonly text: string;
}

/** Which instances to list. An instance must pass all filters. */
export interface InstanceFilter {
  readonly prefix?: string;
  readonly statuses?: readonly OrchestrationStatus[];
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly updatedFrom?: string;
  readonly updatedTo?: string;
  readonly isEntity?: boolean;
}

/** The writes of one transaction. */
export interface TaskHubWriter {
  insertInstance(key: number, row: InstanceRow): void;
  updateInstance(key: number, row: InstanceRow): void;
  deleteInstance(key: number): void;
  appendHistory(key: number, row: HistoryRow): void;
  deleteHistory(key: number): void;
  addMessage(message: StoredMessage): void;
  deleteMessage(key: number): void;
}

/** The storage of a task hub, for one process at a time. Reads see committed data. */
export interface TaskHubStore {
  /** @returns a new number for an instance or a message of this hub */
  newKey(): number;
  /** Makes all writes of `write` durable, or none. @throws StoreFailure */
  commit(write: (writer: TaskHubWriter) => void): void;
  readInstance(id: string): StoredInstance | undefined;
  readHistory(key: number): HistoryRow[];
  /** Instances ordered by id: those after the id `after`, at most `limit`. */
  list(filter: InstanceFilter, after: string | undefined, limit: number): StoredInstance[];
  /** Orchestrations that have not ended. */
  openOrchestrations(): StoredInstance[];
  messages(): StoredMessage[];
  close(): void;
}

/** The store cannot be opened, read or written. The message says why and what to do. */
export class StoreFailure extends Error {}
