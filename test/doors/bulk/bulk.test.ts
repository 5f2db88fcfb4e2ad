import { Readable } from 'node:stream';
import { HttpRequest } from '@azure/functions';
import { bulkRoute } from '../../../src/doors/bulk/bulk-route.ts';
import { readLines } from '../../../src/doors/bulk/read-lines.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import { createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

const ndjson = 'application/x-ndjson';
const csv = 'text/csv; charset=utf-8';

interface Answered {
  readonly line: number;
  readonly outcome: string;
  readonly id?: string;
  readonly problem?: { readonly code: string };
}

/** Sends chunks as a connection brings them. */
function post(contentType: string, chunks: AsyncIterable<Uint8Array> | Iterable<string>) {
  const bytes = Readable.from(chunks).map((chunk: string | Uint8Array) => Buffer.from(chunk));
  const request = new HttpRequest({
    method: 'POST',
    url: 'https://dsar.example.org/api/requests:bulk',
    headers: { 'content-type': contentType },
  });
  Object.defineProperty(request, 'body', { value: bytes });
  return bulkRoute(intake)(request, intake);
}

async function answered(contentType: string, ...chunks: string[]): Promise<Answered[]> {
  const { status = 200, body } = await post(contentType, chunks);
  expect(status).toBe(200);
  const lines: Answered[] = [];
  let text = '';
  for await (const chunk of body as Readable) text += String(chunk);
  for (const line of text.split('\n')) if (line !== '') lines.push(JSON.parse(line) as Answered);
  return lines;
}

const line = (key: string, more: object = {}) =>
  JSON.stringify({
    type: 'access',
    subject: { emails: [`${key}@example.org`] },
    idempotencyKey: key,
    ...more,
  });

const outcomes = (lines: readonly Answered[]) =>
  lines.map(
    ({ line: number, outcome, problem }) =>
      `${number} ${outcome}${problem ? ` ${problem.code}` : ''}`,
  );

test('each line is a separate request, and a wrong line does not affect the others', async () => {
  const text = [
    line('a'),
    '{"type":',
    line('b', { type: 'all' }),
    '',
    line('a'),
    '[]',
    line('c'),
  ].join('\r\n');
  // Chunks end anywhere, also inside a character.
  const got = await answered(ndjson, text.slice(0, 7), text.slice(7, 100), text.slice(100));
  expect(outcomes(got)).toEqual([
    '1 created',
    '2 invalid invalid-json',
    '3 invalid invalid-request',
    '5 repeated',
    '6 invalid invalid-json',
    '7 created',
  ]);
  expect(intake.register.requests().map(({ id }) => id)).toEqual([got[0]?.id, got[5]?.id]);
  expect(got[3]?.id).toBe(got[0]?.id);
});

test('a file that is cut in the middle and sent again repeats nothing', async () => {
  const keys = Array.from({ length: 60 }, (_, index) => `key-${index}`);
  async function* cut() {
    yield Buffer.from(
      keys
        .slice(0, 40)
        .map((key) => `${line(key)}\n`)
        .join(''),
    );
    await Promise.resolve();
    throw new Error('The connection was cut.');
  }
  const { body } = await post(ndjson, cut());
  await expect(
    (async () => {
      for await (const _ of body as Readable);
    })(),
  ).rejects.toThrow();
  const before = intake.register.requests().length;
  expect(before).toBeGreaterThan(0);
  const again = await answered(ndjson, keys.map((key) => line(key)).join('\n'));
  expect(again).toHaveLength(60);
  expect(again.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(before);
  expect(intake.register.requests()).toHaveLength(60);
});

test('CSV: a byte order mark, quotes, empty cells and columns in any order', async () => {
  const got = await answered(
    csv,
    '\ufefftype,email,reference,tenant,objectId,idempotencyKey\r\n',
    'erasure,,CASE-1,b2c-de,2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11,k1\r\n',
    'access,"ada@example.org","CASE-2",,,"k,""2"\r\n',
    'access,"broken@example.org,CASE-3,,,k3\r\n',
    'access,grace@example.org,CASE-4,,,k4\r\n',
    'access,too,few\r\n',
    'access,,CASE-5,,,k5\r\n',
  );
  expect(outcomes(got)).toEqual([
    '1 created',
    '2 created',
    '3 invalid invalid-json',
    '4 created',
    '5 invalid invalid-json',
    '6 invalid empty-subject',
  ]);
  expect(intake.register.requests().map(({ type, reference }) => [type, reference])).toEqual([
    ['erasure', 'CASE-1'],
    ['access', 'CASE-2'],
    ['access', 'CASE-4'],
  ]);
});

test.each([
  ['an unknown column', 'type,email,shoeSize\naccess,a@example.org,4\n'],
  ['a column that is named twice', 'type,email,email\naccess,a@example.org,\n'],
  ['no header', ''],
])('CSV with %s is refused as a whole', async (_what, text) => {
  const { status, body } = await post(csv, text === '' ? [] : [text]);
  expect(status).toBe(400);
  expect(body).toMatch(/"code":"invalid-request"/);
  expect(body).not.toContain('shoeSize');
  expect(intake.register.requests()).toEqual([]);
});

test('another content type is refused', async () => {
  expect((await post('application/json', ['{}'])).status).toBe(415);
});

test('a line of one megabyte is refused, and is not kept in memory', async () => {
  const long = `{"type":"${'x'.repeat(1024 * 1024)}"}`;
  expect(outcomes(await answered(ndjson, `${long}\n`, line('after')))).toEqual([
    '1 invalid too-large',
    '2 created',
  ]);
  async function* chunks() {
    for (let count = 0; count < 64; count += 1) yield Buffer.alloc(16 * 1024, 0x61);
  }
  for await (const { text } of readLines(chunks(), 1024)) expect(text).toBeNull();
});

test('when storage does not answer, the answer is cut, and the sender must send the file again', async () => {
  intake.register.accept = () => Promise.reject(new StorageAway(new Error('away')));
  const { body } = await post(ndjson, [line('a')]);
  await expect(
    (async () => {
      for await (const _ of body as Readable);
    })(),
  ).rejects.toThrow('not read to its end');
});
