import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import processor from '../../../src/connectors/processor/connector.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { known } from '../known.ts';

const file = path.resolve(__dirname, '../../../examples/processor/service.mjs');
const secret = 'whsec_ZXhhbXBsZSBzZXJ2aWNlIHNlY3JldCAxMjM0NTY3ODk=';
const system = systemIdOf('customers');
const begunAt = '2026-11-01T00:00:00Z';

let service: ChildProcess;
let baseUrl = '';

beforeAll(async () => {
  service = spawn(process.execPath, [file], {
    env: { ...process.env, PORT: '0', PROCESSOR_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: service.stdout! });
  const [line] = (await once(lines, 'line')) as [string];
  baseUrl = `http://127.0.0.1:${/\d+$/.exec(line)?.[0] ?? ''}`;
});
afterAll(async () => {
  service.kill();
  if (service.exitCode === null) await once(service, 'exit');
});

const open = (settings: object = {}, used = secret) =>
  processor.open({
    id: system,
    settings: {
      baseUrl,
      internalHosts: ['127.0.0.1'],
      identifiers: ['object-id', 'record-id', 'email'],
      ...settings,
    },
    secrets: { secret: used },
    now: () => new Date(),
  });

const ada: Identifier = { kind: 'email', value: 'ADA@example.org' };

test('the unchanged example service is searched, exported, erased and read back', async () => {
  const access = open();
  expect(await access.probe()).toEqual({ reachable: true, problems: [] });
  const account: Identifier = {
    kind: 'account',
    system: systemIdOf('b2c-de'),
    objectId: '2F1C7C0E-5C0B-4A53-9A0B-6F3F5A1D9C11',
  };
  for (const by of [ada, account, { kind: 'record', system, id: '4711' } as const]) {
    const { hits } = await access.find(known([by]));
    expect(hits.map(({ record }) => record)).toEqual([{ kind: 'record', id: '4711' }]);
  }
  const [hit] = (await access.find(known([ada]))).hits;
  expect(hit).toMatchObject({ join: 'address', name: { given: 'Ada', surname: 'Lovelace' } });

  const record = hit!.record;
  expect(await access.export(record, sinkOf())).toEqual({ profile: 1, order: 2 });
  expect(await access.verify(record, begunAt)).toMatchObject({ kind: 'present' });

  const intent = { begunAt, repeated: false, since: null };
  expect(await access.erase(record, intent)).toEqual({ kind: 'done' });
  expect(await access.erase(record, { ...intent, repeated: true })).toEqual({ kind: 'done' });
  expect(await access.verify(record, begunAt, [ada])).toEqual({
    kind: 'gone',
    left: { records: 0 },
    residuals: [],
  });
  expect((await access.find(known([ada]))).hits).toEqual([]);
  const grace = await access.find(known([{ kind: 'email', value: 'grace@example.org' }]));
  expect(grace.hits).toHaveLength(1);
});

test('the example service refuses what it cannot answer', async () => {
  const wrong = open({}, 'whsec_YW5vdGhlciBzZWNyZXQgYW5vdGhlciBzZWNyZXQgMTI=');
  await expect(wrong.find(known([ada]))).rejects.toMatchObject({ code: 'credentials-rejected' });
  const asksByPhone = open({ identifiers: ['phone'] });
  const answer = await asksByPhone.find(known([{ kind: 'phone', value: '+4930123456' }]));
  expect(answer.notSearched).toEqual([{ what: 'phone-in-live', why: 'refused' }]);
  const elsewhere = open({ baseUrl: `${baseUrl}/elsewhere` });
  expect((await elsewhere.find(known([ada]))).notSearched).toMatchObject([{ why: 'refused' }]);
});
