import type { ConnectorGuide } from '../contract.ts';

/** What an operator must know before declaring a database. */
export const guide: ConnectorGuide = {
  permissions: [
    '`SELECT` on every declared table',
    '`DELETE` on tables whose rows are deleted or retained for a time',
    '`UPDATE` on the columns that are set to null or to a pseudonym, and on no other',
    'nothing else. Use a separate database user that owns no table. The probe names every right that is missing',
  ],
  finds: [
    'the object ID in a column with the key `objectId`, whichever tenant it is from: a match',
    'your own id in a column with the key `id`: a match',
    'addresses and phone numbers in columns with the keys `email` and `phone`: leads, unless the key is `trusted`',
    'rows of tables that are joined to these: they belong to the same record',
  ],
  erases:
    'Each table as it is declared: rows are deleted, or columns are set to null or to a random pseudonym. Each record, with everything joined to it, is erased in one transaction. The rows are counted first. Nothing is changed when there are more than `maxRowsPerPerson` rows, or when the row no longer has a value by which the person was found.',
  neverSearched: [
    'tables and columns that are not declared, free text in columns without a key, files outside the database',
    'phone numbers that hold blanks or dashes: only `+49…`, `0049…` and `49…` are looked up',
    'an identifier that more than 300 rows have: the look-up counts as refused',
  ],
  notExported: [
    'columns that the settings list in `withhold`: the package names them and says that the operator has decided this',
  ],
  remains: [
    'what the settings retain: the report names it with reason, law and end. It is erased at its end',
    'backups, replicas for analysis, and the write-ahead log or binary log of the database',
    'the primary key of a row that stays, and the columns that are set to `keep`',
  ],
  limits: [
    'Every declared table needs a primary key. Joins lead to a primary key or to unique columns.',
    'Foreign keys that form a circle are refused.',
    'A row to which rows of other people in the same table refer is not deleted: the database refuses it.',
    'Names of tables and columns may hold letters from A to Z, digits, blanks, `_`, `$` and `-`.',
    'UUIDs in binary columns are not compared.',
    'PostgreSQL is tested on a real server, and MariaDB where it is installed. SQL Server shares their planning and statements. The parts that differ (quoting, parameters, catalogue, error codes) are tested without a server. Try it on a copy first.',
  ],
};
