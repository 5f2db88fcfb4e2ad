import type { Row } from '../../../src/connectors/sql/database.ts';
import type { Table } from '../../../src/connectors/sql/layout.ts';
import { isPseudonym, pseudonymFor } from '../../../src/connectors/sql/pseudonym.ts';
import { fateOf } from '../../../src/connectors/sql/row-rules.ts';
import { tableSettings, type TableSettings } from '../../../src/connectors/sql/table-settings.ts';

const now = new Date('2026-06-01T12:00:00Z');

function table(rules: Pick<TableSettings, 'rows'> & { columns?: TableSettings['columns'] }): Table {
  const declared = tableSettings.parse({ table: 'people', ...rules });
  const name = { schema: 'shop', table: 'people' };
  const parts = { joins: [], columns: new Map(), indexes: [], primaryKey: ['id'] };
  return { label: 'people', code: 'people', name, declared, ...parts };
}

const retainUntil = (until: object | undefined) => ({
  rows: { retain: { reason: 'tax', ...(until && { until }) } } as TableSettings['rows'],
});

test.each<[string, object | undefined, Row, string | null | 'deleted']>([
  ['a day to come', { day: '2030-05-01' }, {}, '2030-05-01T23:59:59.999Z'],
  ['the last day itself', { day: '2026-06-01' }, {}, '2026-06-01T23:59:59.999Z'],
  ['a day that is past', { day: '2026-05-31' }, {}, 'deleted'],
  ['no end', undefined, {}, null],
  [
    'a date in the row',
    { after: 'P10Y', column: 'on' },
    { on: '2016-06-02' },
    '2026-06-02T23:59:59.999Z',
  ],
  ['a date that is past', { after: 'P10Y', column: 'on' }, { on: '2016-05-31' }, 'deleted'],
  [
    'the end of the year of the date',
    { after: 'P10Y', column: 'on', fromEndOfYear: true },
    { on: '2016-01-02 03:04:05.123456+00' },
    '2026-12-31T23:59:59.999Z',
  ],
  [
    'a date as some drivers give it',
    { after: 'P1Y', column: 'on' },
    { on: new Date('2026-01-31T00:00:00Z') },
    '2027-01-31T23:59:59.999Z',
  ],
  ['a row without its date: never too early', { after: 'P1Y', column: 'on' }, { on: null }, null],
])('retained until %s', (_title, until, row, expected) => {
  const fate = fateOf(table(retainUntil(until)), { id: 1, ...row }, now);
  if (expected === 'deleted') expect(fate).toEqual({ kind: 'delete', changes: [], kept: [] });
  else expect(fate).toMatchObject({ kind: 'leave', kept: [{ until: expected }] });
});

test('columns are changed once, and a retained one after its end', () => {
  const columns: TableSettings['columns'] = {
    email: 'pseudonymise',
    note: 'null',
    city: 'keep',
    vat: { retain: { reason: 'tax', until: { day: '2030-01-01' } }, then: 'null' },
  };
  const people = table({ rows: 'stay', columns });
  const row = { id: 1, email: 'a@example.org', note: null, city: 'Kiel', vat: 'DE1' };
  const today = fateOf(people, row, now);
  expect(today.changes).toEqual([{ column: 'email', to: 'pseudonymise' }]);
  expect(today.kept).toEqual([expect.objectContaining({ column: 'vat' })]);
  const done = { ...row, email: pseudonymFor({ type: 'text', maxLength: null }) };
  expect(fateOf(people, done, now)).toMatchObject({ kind: 'leave', changes: [] });
  const later = fateOf(people, done, new Date('2030-01-02T00:00:00Z'));
  expect(later).toEqual({ kind: 'change', changes: [{ column: 'vat', to: 'null' }], kept: [] });
});

test('pseudonyms fit their column, differ, and are known again', () => {
  const short = Array.from({ length: 200 }, () => pseudonymFor({ type: 'text', maxLength: 20 }));
  expect(new Set(short).size).toBe(200);
  expect(short.every((text) => text.length <= 20 && isPseudonym(text))).toBe(true);
  const uuid = pseudonymFor({ type: 'uuid', maxLength: null });
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isPseudonym(uuid)).toBe(true);
  expect(isPseudonym('a@example.org')).toBe(false);
});
