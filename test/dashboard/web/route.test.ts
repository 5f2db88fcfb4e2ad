import { hashOf, routeOf, type Route } from '../../../src/dashboard/web/shell/route.ts';

test.each<[string, Route]>([
  ['', { view: 'overview' }],
  ['#/overview', { view: 'overview' }],
  ['#/systems', { view: 'systems' }],
  ['#/requests/', { view: 'list', filter: {} }],
  ['#/requests', { view: 'list', filter: {} }],
  ['#/requests/01KAJ3', { view: 'request', id: '01KAJ3' }],
  [
    '#/requests?state=open&late=true&type=erasure&system=b2c-de&verdict=failed&waiting=any&reference=CASE-4711&sort=due',
    {
      view: 'list',
      filter: {
        state: 'open',
        late: true,
        type: 'erasure',
        system: 'b2c-de',
        verdict: 'failed',
        waiting: 'any',
        reference: 'CASE-4711',
        sort: 'due',
      },
    },
  ],
])('reads %s', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('leaves out filters that the API would refuse', () => {
  const hash =
    '#/requests?state=green&late=1&type=x&system=Not%20One&verdict=green&waiting=A&reference=a%20b&sort=x&limit=9';
  expect(routeOf(hash)).toEqual({ view: 'list', filter: {} });
});

test.each(['#/requests/../systems', '#/requests/a%2Fb', '#/elsewhere', '#/systems/x'])(
  'shows the overview for %s, which names nothing',
  (hash) => {
    expect(routeOf(hash)).toEqual({ view: 'overview' });
  },
);

test.each<Route>([
  { view: 'request', id: '01KAJ3' },
  { view: 'overview' },
  { view: 'systems' },
  { view: 'list', filter: {} },
  { view: 'list', filter: { state: 'person', dueWithin: '7', assigned: 'me' } },
  { view: 'list', filter: { state: 'needs-decision', reference: 'A.b_c-1' } },
])('the address of %j leads back to it', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route);
});
