import {
  bodyOf,
  pathOf,
  queryOf,
  unknownVariables,
} from '../../../src/connectors/http/template.ts';

test.each([
  ['a b/c', '/members/a%20b%2Fc/points'],
  ['x?y#z&w=1', '/members/x%3Fy%23z%26w%3D1/points'],
  ['%2e%2e', '/members/%252e%252e/points'],
  ['{id}', '/members/%7Bid%7D/points'],
  ['$&', '/members/%24%26/points'],
  ['\ud800', '/members/%EF%BF%BD/points'],
])('%j stays within one segment of the path', (value, path) => {
  expect(pathOf('/members/{id}/points', value)).toBe(path);
  const url = new URL(pathOf('/members/{id}/points', value), 'https://api.example.org');
  expect(url.pathname.split('/')).toHaveLength(4);
});

test.each(['', '.', '..'])(
  '%j cannot be a segment, because a URL gives it another meaning',
  (value) => {
    expect(() => pathOf('/members/{id}', value)).toThrow('cannot be part of a path');
  },
);

test('a value in a query stays one value, and a cursor is no template', () => {
  const query = queryOf({ email: '{value}', kind: 'mail' }, 'a&b=c@x.org', { after: '{value}' });
  expect(query).toBe('?email=a%26b%3Dc%40x.org&kind=mail&after=%7Bvalue%7D');
  expect([...new URLSearchParams(query)]).toEqual([
    ['email', 'a&b=c@x.org'],
    ['kind', 'mail'],
    ['after', '{value}'],
  ]);
  expect(queryOf({}, 'x', {})).toBe('');
});

test('a value in a body stays one text', () => {
  const value = '", "admin": true, "x": "';
  const body = bodyOf({ query: { mail: '{value}', not: ['{value}', 1, null] }, size: 10 }, value);
  expect(JSON.parse(JSON.stringify(body))).toEqual({
    query: { mail: value, not: [value, 1, null] },
    size: 10,
  });
});

test('variables that are not known are named', () => {
  expect(unknownVariables('/a/{id}/{value}/{}', 'id')).toEqual(['value', '']);
});
