import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import { operations } from '../../src/doors/openapi/operations.ts';
import { requestSchema } from '../../src/doors/request-schema.ts';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'api.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(
    ([, text]) => text ?? '',
  );

test('the page names every operation that is not of the self-service door', () => {
  const missing = operations
    .filter(({ isForSubjects }) => !isForSubjects)
    .filter(({ method, path: at }) => !page.includes(`\`${method.toUpperCase()} ${at}`))
    .map(({ id }) => id);
  expect(missing).toEqual([]);
});

test('the example of a body is accepted', () => {
  const schema = requestSchema({ allowHttp: false, allowPrivateAddresses: false });
  expect(schema.safeParse(JSON.parse(blocks('json')[0] ?? '')).success).toBe(true);
});

test('the client of the page sends a request, waits as long as it is told, and follows the request to its end', async () => {
  const calls: string[] = [];
  const answers = [
    { status: 429, headers: { 'retry-after': '2' }, body: {} },
    { status: 202, body: { id: 'r1', finishedAt: null } },
    { status: 200, headers: { 'retry-after': '3' }, body: { finishedAt: null } },
    { status: 200, body: { id: 'r1', finishedAt: 'now', state: 'completed', systems: [] } },
  ];
  const waited: number[] = [];
  const { code } = transformSync(`(async () => {${blocks('typescript')[0] ?? ''}})()`, {
    loader: 'ts',
  });
  await (runInNewContext(code, {
    process: { env: { HABEAS_KEY: 'k' } },
    console: { log: (state: string) => calls.push(state) },
    setTimeout: (then: () => void, milliseconds: number) => {
      waited.push(milliseconds);
      then();
    },
    fetch: (
      url: string,
      { method = 'GET', headers }: { method?: string; headers: Record<string, string> },
    ) => {
      calls.push(
        `${method} ${url} ${headers['x-functions-key'] ?? ''} ${headers['idempotency-key'] ?? ''}`,
      );
      const { status, headers: sent, body } = answers.shift()!;
      return Promise.resolve(new Response(JSON.stringify(body), { status, headers: sent ?? {} }));
    },
  }) as Promise<void>);
  expect(calls).toEqual([
    'POST https://dsar.example.org/api/requests k CASE-4711',
    'POST https://dsar.example.org/api/requests k CASE-4711',
    'GET https://dsar.example.org/api/requests/r1 k ',
    'GET https://dsar.example.org/api/requests/r1 k ',
    'completed',
  ]);
  expect(waited).toEqual([2000, 3000]);
});

test('the signatures that the page computes in other languages follow Standard Webhooks', () => {
  // The other examples do the same by hand: HMAC-SHA-256 over id, time and body, joined by dots.
  const key = Buffer.alloc(32, 7);
  const signed = createHmac('sha256', key).update('id.1700000000.{}').digest('base64');
  const signature = new Webhook(`whsec_${key.toString('base64')}`).sign(
    'id',
    new Date(1700000000_000),
    '{}',
  );
  expect(signature).toBe(`v1,${signed}`);
});
