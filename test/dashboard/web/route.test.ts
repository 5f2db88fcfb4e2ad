import { hashOf, routeOf, type Route } from '../../../src/dashboard/web/route.ts';

test.each<[string, Route]>([
  ['', { view: 'list', filter: {} }],
  ['#/requests', { view: 'list', filter: {} }],
  ['#/requests/01KAJ3', { view: 'request', id: '01KAJ3' }],
  [
    '#/requests?state=running&type=erasure&system=b2c-de&reference=CASE-4711',
    {
      view: 'list',
      filter: { state: 'running', type: 'erasure', system: 'b2c-de', reference: 'CASE-4711' },
    },
  ],
])('reads %s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('leaves out filters that the API would refuse', () => {
  const hash = '#/requests?state=green&type=x&system=Not%20One&reference=a%20b&limit=9';
  expect(routeOf(hash)).toEqual({ view: 'list', filter: {} });
});

test.each(['#/requests/../systems', '#/requests/a%2Fb', '#/elsewhere', '#/requests/'])(
  'shows the list for %s, which names nothing',
  (hash) => {
    expect(routeOf(hash)).toEqual({ view: 'list', filter: {} });
  },
);

test.each<Route>([
  { view: 'request', id: '01KAJ3' },
  { view: 'list', filter: {} },
  { view: 'list', filter: { state: 'needs-decision', reference: 'A.b_c-1' } },
])('finds its way back to %j', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route);
});
