import { logFieldsOf } from '../../../src/doors/http/log-fields.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const id = '01KAJ3ZZZZZZZZZZZZZZZZZZZZ';

test.each([
  [`00-${traceId}-b7ad6b7169203331-01`, id, { traceId, requestId: id }],
  ['', '', {}],
  ['ada@example.org', 'ada@example.org', {}],
  [`00-${traceId.toUpperCase()}-b7ad6b7169203331-01`, id.toLowerCase(), {}],
])('traceparent %p and id %p give %j', (traceparent, given, fields) => {
  expect(logFieldsOf({ headers: new Headers({ traceparent }), params: { id: given } })).toEqual(
    fields,
  );
});

test('a call without trace and request id has no log fields', () => {
  expect(logFieldsOf({ headers: new Headers(), params: {} })).toEqual({});
});
