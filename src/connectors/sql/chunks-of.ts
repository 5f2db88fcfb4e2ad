import { inChunks } from '../kit/in-chunks.ts';
import type { Row } from './database.ts';
import type { Table } from './layout.ts';

/** SQL Server accepts 2,100 parameters in one statement. */
export const mostParameters = 1000;

/** The rows in parts that one statement can name by their primary keys. */
export const chunksOf = ({ primaryKey }: Table, rows: readonly Row[]): Row[][] =>
  inChunks(rows, Math.floor(mostParameters / primaryKey.length));
