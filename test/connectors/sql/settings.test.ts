import { settings } from '../../../src/connectors/sql/settings.ts';
import { shopSettings } from './shop.ts';

const people = { table: 'people', keys: [{ kind: 'email', column: 'email' }], rows: 'delete' };
const pets = (joins: object[], more: object = {}) => ({
  table: 'pets',
  joins,
  rows: 'delete',
  ...more,
});

test('the example is accepted', () => {
  expect(settings.safeParse({ dialect: 'postgresql', ...shopSettings }).success).toBe(true);
});

test.each([
  ['a table with neither keys nor joins', [people, pets([])], 'needs keys or joins'],
  ['a table twice', [people, people], 'is declared twice'],
  ['a join to nothing', [people, pets([{ owner: 'houses.id' }])], 'must lead to another declared'],
  ['a join to itself', [people, pets([{ owner: 'pets.id' }])], 'must lead to another declared'],
  [
    'a join to two tables',
    [people, pets([{ owner: 'people.id', house: 'houses.id' }])],
    'must name columns of one other table',
  ],
  [
    'joins in a circle',
    [{ ...people, joins: [{ pet: 'pets.id' }] }, pets([{ owner: 'people.id' }])],
    'have joins in a circle (people, pets)',
  ],
  [
    'columns of rows that are deleted',
    [{ ...people, columns: { email: 'null' } }],
    'has no effect, because the rows are deleted',
  ],
  ['rows that stay as they are', [{ ...people, rows: 'stay' }], 'say for each column'],
  [
    'a name that no report can call',
    [{ ...people, table: 'päople' }],
    'must be the name of a table',
  ],
  [
    'a retention without a reason',
    [{ ...people, rows: { retain: { law: '§ 147 AO' } } }],
    'Invalid input',
  ],
])('%s is a mistake', (_title, tables, message) => {
  const checked = settings.safeParse({ dialect: 'postgresql', tables });
  expect(checked.error?.issues.map((issue) => issue.message).join('\n')).toContain(message);
});
