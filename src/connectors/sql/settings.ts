import { z } from 'zod';
import { commonSettings } from '../kit/common-settings.ts';
import { checkTables } from './check-tables.ts';
import { tableName, tableSettings } from './table-settings.ts';

export const settings = z
  .strictObject({
    ...commonSettings,
    settleSeconds: commonSettings.settleSeconds.default(0),
    dialect: z
      .enum(['postgresql', 'mysql', 'mssql'])
      .describe('`mysql` is MariaDB too; `mssql` is SQL Server and Azure SQL.'),
    tables: z
      .array(tableSettings)
      .min(1)
      .describe(
        'The tables with data about people: how rows are found, and what an erasure does with them. See [own databases](own-databases.md).',
      ),
    leave: z
      .array(tableName)
      .default([])
      .describe(
        'Tables that refer to a declared one and hold nothing about the person. Without it, the probe reports each of them.',
      ),
    maxRowsPerPerson: z
      .number()
      .int()
      .positive()
      .max(100_000)
      .default(10_000)
      .describe(
        'An erasure that would change more rows for one record is refused before the first statement.',
      ),
    connections: z
      .number()
      .int()
      .positive()
      .max(50)
      .default(4)
      .describe('How many connections each host opens at most.'),
  })
  .superRefine(({ tables }, context) => {
    for (const { path, message } of checkTables(tables))
      context.addIssue({ code: 'custom', path: ['tables', ...path], message });
  });

export const secrets = z.strictObject({
  connectionString: z
    .string()
    .min(1)
    .describe(
      'Such as `postgresql://habeas:…@host/shop?sslmode=verify-full`, `mysql://habeas:…@host/shop`, or `Server=host;Database=shop;User Id=habeas;Password=…;Encrypt=true`.',
    ),
});

export type Settings = z.infer<typeof settings>;
