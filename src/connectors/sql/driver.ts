import type { Row } from './database.ts';
import type { SqlValue } from './fragment.ts';

export interface DriverOptions {
  readonly connectionString: string;
  readonly connections: number;
  readonly timeoutSeconds: number;
}

/** A connection of a driver. Its methods throw the errors of the driver. */
export interface Connection {
  /** Sends a statement and its values separately. */
  readonly query: (
    text: string,
    values: readonly SqlValue[],
  ) => Promise<{ readonly rows: readonly Row[]; readonly changed: number }>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** @param isBroken the connection must not be used again */
  release(isBroken: boolean): void;
}

/** Everything that a dialect needs from its driver. Idle connections are closed automatically. */
export interface Driver {
  connect(): Promise<Connection>;
}

export type OpenDriver = (options: DriverOptions) => Driver;
