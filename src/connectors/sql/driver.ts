import type { Row } from './database.ts';
import type { SqlValue } from './fragment.ts';

export interface DriverOptions {
  readonly connectionString: string;
  readonly connections: number;
  readonly timeoutSeconds: number;
}

/** A connection of a driver. Its methods throw the errors of the driver. */
export interface Connection {
  /** Sends a statement and its values apart from each other. */
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

/** All that a dialect needs of its driver. Idle connections end by themselves. */
export interface Driver {
  connect(): Promise<Connection>;
}

export type OpenDriver = (options: DriverOptions) => Driver;
