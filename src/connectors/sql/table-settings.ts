import { Duration } from 'luxon';
import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import { portableKinds } from '../../domain/portable-record.ts';
import { lawPattern } from '../../domain/retention.ts';

/** Names in a database that reports can call by a code. Every name is quoted too, and must be in the catalogue. */
const plainName = '[A-Za-z_][A-Za-z0-9_$ -]{0,63}';
const column = z.string().regex(new RegExp(`^${plainName}$`), 'must be the name of a column');
export const tableName = z
  .string()
  .regex(
    new RegExp(`^(${plainName}\\.)?${plainName}$`),
    'must be the name of a table, such as orders or shop.orders',
  );
const columnOfTable = z
  .string()
  .regex(
    new RegExp(`^(${plainName}\\.){1,2}${plainName}$`),
    'must be a column of another table, such as customers.id',
  );

const day = z.iso.date('write the last day, such as 2033-12-31');
const duration = z
  .string()
  .refine(
    (text) => Duration.fromISO(text).toMillis() > 0,
    'write an ISO 8601 duration, such as P10Y',
  );

const retention = z.strictObject({
  reason: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'use a code of lower-case letters, digits and hyphens'),
  law: z.string().regex(lawPattern, 'name the law, such as § 147 AO').optional(),
  until: z
    .union([
      z.strictObject({ day }),
      z.strictObject({ after: duration, column, fromEndOfYear: z.boolean().default(false) }),
    ])
    .optional(),
});

const change = z.enum(['null', 'pseudonymise']);

const columnRule = z.union([
  change,
  z.literal('keep'),
  z.strictObject({ retain: retention, then: change }),
]);

export const tableSettings = z.strictObject({
  table: tableName.describe('Its name, with its schema if it has one: shop.orders.'),
  title: z
    .union([z.string().min(1).max(200), z.partialRecord(z.enum(languages), z.string().min(1))])
    .optional()
    .describe('What people are told is kept, in one language or in several.'),
  keys: z
    .array(
      z.strictObject({
        kind: z.enum(['objectId', 'email', 'phone', 'id']),
        column,
        trusted: z
          .boolean()
          .default(false)
          .describe(
            'Each address or number in the column was confirmed by its owner: a match, not a lead.',
          ),
        lowerCase: z
          .boolean()
          .default(false)
          .describe('The column holds addresses in lower case only, so a plain index serves.'),
      }),
    )
    .default([])
    .describe('The columns by which a person is found.'),
  name: z
    .strictObject({
      given: column.optional(),
      surname: column.optional(),
      display: column.optional(),
    })
    .default({})
    .describe('The columns that hold the name, to tell apart people who share an address.'),
  joins: z
    .array(z.record(column, columnOfTable))
    .default([])
    .describe('Rows belong to a row of another table: {"customer_id": "customers.id"}.'),
  rows: z
    .union([z.enum(['delete', 'stay']), z.strictObject({ retain: retention })])
    .describe('What an erasure does with a row.'),
  columns: z
    .record(column, columnRule)
    .default({})
    .describe('What an erasure does with the columns of rows that stay.'),
  withhold: z.array(column).default([]).describe('Columns that no export reads.'),
  portable: z
    .strictObject({
      kind: z.enum(portableKinds),
      origin: z.enum(['provided', 'observed']),
      at: column.optional(),
      columns: z.array(column).min(1),
    })
    .optional()
    .describe('What of a row a person may take to another service.'),
});

export type TableSettings = z.infer<typeof tableSettings>;
export type KeySettings = TableSettings['keys'][number];
export type Retention = z.infer<typeof retention>;
export type ColumnRule = z.infer<typeof columnRule>;
