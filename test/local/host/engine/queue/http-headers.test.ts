import { responseHeaders } from '../../../../../local/host/engine/queue/http-headers.ts';

test('known headers get their usual spelling, repeated headers become lists, content headers are left out', () => {
  const raw = [
    'content-type',
    'text/plain',
    'retry-after',
    '5',
    'x-two',
    'a',
    'x-two',
    'b',
    'x-two',
    'c',
    'X-Own',
    'yes',
  ];
  expect(responseHeaders(raw)).toEqual({
    'Retry-After': '5',
    'x-two': ['a', 'b', 'c'],
    'X-Own': 'yes',
  });
});
