import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { chain, headOf, noFacts } from '../../src/journal/chain.ts';
import type { PackageContent } from '../../src/package/package-file.ts';
import { writePackage } from '../../src/package/write-package.ts';
import { runHabeas } from './run-habeas.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'habeas-verify-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const at = '2026-03-02T10:00:00.000Z';
const actor = { kind: 'service' } as const;
const facts = chain(noFacts, [
  { at, kind: 'planned', actor, planHash: 'abc', systems: [] },
  { at, kind: 'planned', actor, planHash: 'def', systems: [] },
  { at, kind: 'closed', actor, what: 'dossier' },
]);

function evidence(more: object): string {
  const file = path.join(folder, 'evidence.json');
  writeFileSync(file, JSON.stringify({ id: 'r', facts, head: headOf(facts).hash, ...more }));
  return file;
}

test.each([
  ['whole', {}, 0, '3 facts of request r: the chain is complete.'],
  [
    'a changed fact',
    { facts: facts.map((fact, at) => (at === 1 ? { ...fact, planHash: 'other' } : fact)) },
    4,
    'broken at fact 2',
  ],
  ['a fact taken out', { facts: facts.filter((_, at) => at !== 1) }, 4, 'broken at fact 2'],
  ['the last facts cut off', { facts: facts.slice(0, 2) }, 4, 'The last facts are missing.'],
])('evidence is verified without the service: %s', async (_, more, code, message) => {
  expect(await runHabeas(['verify', evidence(more)])).toMatchObject({
    code,
    output: expect.stringContaining(message),
  });
});

async function packageFile(): Promise<Buffer> {
  const contents = async function* (): AsyncGenerator<PackageContent> {
    yield {
      path: 'data/hubspot/contact.json',
      content: Buffer.from('{"a": 1}'),
      records: 2,
      system: null,
    };
  };
  const systems = [
    {
      id: 'hubspot',
      title: 'CRM',
      verdict: 'exported',
      code: null,
      files: ['data/hubspot/contact.json'],
    },
    { id: 'mailchimp', title: 'News', verdict: 'failed', code: 'unavailable', files: [] },
  ];
  const { stream } = writePackage(contents(), new Date(at), (written) => ({
    systems,
    files: written.map(({ system: _system, ...file }) => file),
  }));
  return buffer(stream);
}

test('a package is verified file by file, and incomplete systems are named', async () => {
  const file = path.join(folder, 'package.zip');
  writeFileSync(file, await packageFile());
  const ran = await runHabeas(['verify', file]);
  expect(ran.code).toBe(0);
  expect(ran.output.split('\n')).toEqual([
    'ok    data/hubspot/contact.json: 8 bytes, 2 records, unchanged',
    'ok    hubspot (CRM): read completely, 2 records',
    'ok    mailchimp (News): NOT COMPLETE, failed (unavailable)',
    '',
  ]);
});

test.each([
  [
    'changed',
    { 'data/hubspot/contact.json': '{"a": 2}' },
    'data/hubspot/contact.json was changed.',
  ],
  ['missing', {}, 'data/hubspot/contact.json is missing.'],
  [
    'added',
    { 'data/hubspot/contact.json': '{"a": 1}', 'run.exe': 'x' },
    'run.exe is not in the manifest.',
  ],
])('a file that was %s is found', async (_, contents, message) => {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(contents)) zip.addBuffer(Buffer.from(text), name);
  const sha256 = 'f9d86028c6e0d64e225186f96acb69338b2c59764df79162107f5c4bb34d1310';
  const files = [{ path: 'data/hubspot/contact.json', size: 8, sha256, records: 2 }];
  zip.addBuffer(Buffer.from(JSON.stringify({ systems: [], files })), 'manifest.json');
  zip.end();
  const file = path.join(folder, 'tampered.zip');
  writeFileSync(file, await buffer(zip.outputStream));
  expect(await runHabeas(['verify', file])).toMatchObject({
    code: 4,
    output: expect.stringContaining(message),
  });
});

test('a damaged package is not called good', async () => {
  const file = path.join(folder, 'cut.zip');
  writeFileSync(file, (await packageFile()).subarray(0, 150));
  expect(await runHabeas(['verify', file])).toMatchObject({
    code: 4,
    output: expect.stringContaining('damaged'),
  });
});
