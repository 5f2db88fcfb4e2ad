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
  /** JSON text; of an entity: the state of its scheduler. */
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: string | null;
  readonly parentInstanceId: string | null;
  readonly generation: number | null;
  readonly isEntity: boolean;
}

export interface StoredInstance {
  /** Number under which the store keeps what belongs to the instance. */
  readonly key: number;
  readonly row: InstanceRow;
}

/** What one episode added: the texts of its events, parted by commas, and the inputs of the activities it started. */
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

/** Which instances to list; all filters must hold. */
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

/** Where a task hub lives. Reads see what is committed; one process at a time. */
export interface TaskHubStore {
  /** @returns a number never given before for an instance or a message of this hub */
  newKey(): number;
  /** Makes all that `write` asks for durable, or nothing of it. @throws StoreFailure */
  commit(write: (writer: TaskHubWriter) => void): void;
  readInstance(id: string): StoredInstance | undefined;
  readHistory(key: number): HistoryRow[];
  /** Instances in the order of their ids, after `after`, at most `limit`. */
  list(filter: InstanceFilter, after: string | undefined, limit: number): StoredInstance[];
  /** Orchestrations that have not ended. */
  openOrchestrations(): StoredInstance[];
  messages(): StoredMessage[];
  close(): void;
}

/** The store cannot be opened, read or written. The message says why and what to do. */
export class StoreFailure extends Error {}
