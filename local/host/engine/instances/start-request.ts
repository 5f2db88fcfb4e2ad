import type { InstanceRow } from '../../store/task-hub-store.ts';

/** A start was refused: an instance with this id exists and may not be replaced. */
export class InstanceExists extends Error {
  readonly row: InstanceRow | undefined;
  constructor(row: InstanceRow | undefined) {
    super('An instance with this id exists.');
    this.row = row;
  }
}

export interface StartRequest {
  readonly name: string;
  /** A new id is made when it is absent. */
  readonly instanceId?: string;
  /** JSON text. */
  readonly input: string | null;
  readonly version?: string;
  /** The extension itself starts it (a restart), so its execution id has no dashes. */
  readonly byExtension?: boolean;
}
