import type { InstanceRow } from '../../store/task-hub-store.ts';

/** A start that was refused: an instance with this id is there and may not be replaced. */
export class InstanceExists extends Error {
  readonly row: InstanceRow | undefined;
  constructor(row: InstanceRow | undefined) {
    super('An instance with this id exists.');
    this.row = row;
  }
}

export interface StartRequest {
  readonly name: string;
  /** A new one when absent. */
  readonly instanceId?: string;
  /** JSON text. */
  readonly input: string | null;
  readonly version?: string;
  /** Started by the extension itself, as by a restart: its execution id has no dashes. */
  readonly byExtension?: boolean;
}
