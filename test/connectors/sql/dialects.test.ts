import { databaseOn } from '../../../src/connectors/sql/open-database.ts';
import type { Connection } from '../../../src/connectors/sql/driver.ts';
import { joined, listOf, sql, textOf, wholeNumber } from '../../../src/connectors/sql/fragment.ts';
import { mssql } from '../../../src/connectors/sql/mssql-dialect.ts';
import { mysql } from '../../../src/connectors/sql/mysql-dialect.ts';
import { postgresql } from '../../../src/connectors/sql/postgresql-dialect.ts';
import { readCatalogue } from '../../../src/connectors/sql/read-catalogue.ts';

const dialects = { postgresql, mysql, mssql };

test.each([
  ['postgresql', 'SELECT * FROM "a""b" WHERE "c`]" IN ($1, $2) AND "d" = $3 ORDER BY "d" LIMIT 5'],
  ['mysql', 'SELECT * FROM `a"b` WHERE `c``]` IN (?, ?) AND `d` = ? ORDER BY `d` LIMIT 5'],
  [
    'mssql',
    'SELECT * FROM [a"b] WHERE [c`]]] IN (@p1, @p2) AND [d] = @p3 ORDER BY [d] OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY',
  ],
] as const)('%s quotes names, and numbers the values of nested fragments', (name, text) => {
  const { quote, limit, placeholder } = dialects[name];
  const conditions = [
    sql`${quote('c`]')} IN (${listOf(['x', "y' OR 1"])})`,
    sql`${quote('d')} = ${7}`,
  ];
  const statement = sql`SELECT * FROM ${quote('a"b')} WHERE ${joined(conditions, ' AND ')} ORDER BY ${quote('d')} ${limit(5)}`;
  expect(textOf(statement, placeholder)).toBe(text);
  expect(statement.values).toEqual(['x', "y' OR 1", 7]);
});

test('only whole numbers of our own get into the text', () => {
  expect(() => wholeNumber(1.5)).toThrow();
  expect(() => wholeNumber(Number.NaN)).toThrow();
});

// Answers as the documents of the servers show them: https://dev.mysql.com/doc/refman/8.4/en/information-schema.html and
// https://learn.microsoft.com/sql/relational-databases/system-information-schema-views
test.each(['mysql', 'mssql'] as const)(
  '%s: the catalogue is read from its own views',
  async (name) => {
    const asked: string[] = [];
    const shop = { schema_name: 'shop', table_name: 'people' };
    const answers = [
      [{ schema_name: 'shop' }],
      [
        {
          ...shop,
          column_name: 'id',
          data_type: 'int',
          is_nullable: 'NO',
          max_length: null,
          collation: null,
        },
        {
          ...shop,
          column_name: 'email',
          data_type: name === 'mysql' ? 'varchar' : 'nvarchar',
          is_nullable: 'YES',
          max_length: '200',
          collation: name === 'mysql' ? 'utf8mb4_0900_ai_ci' : 'SQL_Latin1_General_CP1_CI_AS',
        },
      ],
      [
        { ...shop, index_name: 'PRIMARY', is_primary: 1, is_unique: 1, column_name: 'id' },
        { ...shop, index_name: 'mail', is_primary: 0, is_unique: 1, column_name: 'email' },
      ],
      [
        {
          key_name: 'fk',
          schema_name: 'shop',
          table_name: 'orders',
          column_name: 'person',
          to_schema: 'shop',
          to_table: 'people',
          to_column: 'id',
        },
      ],
    ];
    const dialect = dialects[name];
    const catalogue = await readCatalogue(
      dialect,
      {
        read: (statement) => {
          asked.push(textOf(statement, dialect.placeholder));
          return Promise.resolve(answers[asked.length - 1] ?? []);
        },
        change: () => Promise.reject(new Error('nothing is changed')),
      },
      ['shop'],
    );
    expect(catalogue.schema).toBe('shop');
    expect(catalogue.table({ schema: 'shop', table: 'people' })).toEqual({
      columns: new Map([
        ['id', { type: 'integer', nullable: false, maxLength: null, ignoresCase: false }],
        ['email', { type: 'text', nullable: true, maxLength: 200, ignoresCase: true }],
      ]),
      indexes: [
        { isPrimary: true, isUnique: true, columns: ['id'] },
        { isPrimary: false, isUnique: true, columns: ['email'] },
      ],
    });
    expect(catalogue.foreignKeys).toEqual([
      {
        from: { schema: 'shop', table: 'orders' },
        columns: ['person'],
        to: { schema: 'shop', table: 'people' },
        toColumns: ['id'],
      },
    ]);
    const views =
      name === 'mysql'
        ? [
            'DATABASE()',
            'information_schema.columns',
            'information_schema.statistics',
            'information_schema.key_column_usage',
          ]
        : ['SCHEMA_NAME()', 'information_schema.columns', 'sys.indexes', 'sys.foreign_keys'];
    for (const [index, view] of views.entries()) expect(asked[index]).toContain(view);
  },
);

test.each([
  ['postgresql', { code: '28P01', severity: 'FATAL' }, 'credentials-rejected'],
  ['postgresql', { code: '42501', severity: 'ERROR' }, 'permission-missing'],
  ['postgresql', { code: '57P01', severity: 'FATAL' }, 'unavailable'],
  ['postgresql', { code: '53300', severity: 'FATAL' }, 'throttled'],
  ['postgresql', { code: '23503', severity: 'ERROR' }, 'unexpected-answer'],
  ['postgresql', { code: '99XYZ', severity: 'ERROR' }, 'refused'],
  ['mysql', { code: 'ER_ACCESS_DENIED_ERROR', sqlState: '28000' }, 'credentials-rejected'],
  ['mysql', { code: 'ER_TABLEACCESS_DENIED_ERROR', sqlState: '42000' }, 'permission-missing'],
  ['mysql', { code: 'ER_LOCK_DEADLOCK', sqlState: '40001' }, 'throttled'],
  ['mysql', { code: 'PROTOCOL_CONNECTION_LOST' }, 'unavailable'],
  ['mysql', { code: 'ER_ANNA_KARENINA', sqlState: 'HY000' }, 'refused'],
  ['mssql', { code: 'ELOGIN', number: 18456 }, 'credentials-rejected'],
  ['mssql', { code: 'EREQUEST', number: 229 }, 'permission-missing'],
  ['mssql', { code: 'EREQUEST', number: 1205 }, 'throttled'],
  ['mssql', { code: 'EREQUEST', number: 208 }, 'misconfigured'],
  ['mssql', { code: 'ESOCKET' }, 'unavailable'],
  ['mssql', { code: 'EREQUEST', number: 50001 }, 'refused'],
] as const)('%s: %p is %s', (name, thrown, code) => {
  const error = Object.assign(new Error('value of Anna Karenina'), thrown);
  const failure = dialects[name].failureOf(error);
  expect(failure.code).toBe(code);
  expect(JSON.stringify([failure.message, failure.cause])).not.toMatch(/anna/i);
});

test('a transaction is rolled back when its work fails, and a lost connection is not used again', async () => {
  const calls: string[] = [];
  const note = (word: string) => async () => void calls.push(word);
  const connection: Connection = {
    query: (text) => {
      calls.push(text);
      return Promise.reject(Object.assign(new Error(), { code: 'ECONNRESET' }));
    },
    begin: note('begin'),
    commit: note('commit'),
    rollback: note('rollback'),
    release: (isBroken) => void calls.push(isBroken ? 'thrown away' : 'released'),
  };
  const driver = { connect: () => Promise.resolve(connection) };
  const database = databaseOn(postgresql, 1, () => Promise.resolve(driver));
  const work = database.transaction((session) => session.change(sql`DELETE FROM a`));
  await expect(work).rejects.toMatchObject({ code: 'unavailable' });
  expect(calls).toEqual(['begin', 'DELETE FROM a', 'rollback', 'thrown away']);
  calls.length = 0;
  const bug = database.transaction(() => Promise.reject(new TypeError('our own')));
  await expect(bug).rejects.toThrow('our own');
  expect(calls).toEqual(['begin', 'rollback', 'released']);
  calls.length = 0;
  expect(await database.transaction(() => Promise.resolve(7))).toBe(7);
  expect(calls).toEqual(['begin', 'commit', 'released']);
});
