import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostApp } from '../hosted-app.ts';

// Recordings of the real extension, the app that was recorded, and a script that compares.
const root = path.resolve(__dirname, '../../../..');
const recordings = process.env['HABEAS_GOLDEN'] ?? path.join(__dirname, '../golden');

async function compare(details: boolean): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'golden-'));
  cpSync(path.join(recordings, 'app'), folder, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const environment = { HABEAS_HOST_RAW: '1', ...(details ? { GOLDEN_DETAILS: '1' } : {}) };
  const host = await hostApp({}, { folder, environment });
  const base = `${host.url}/runtime/webhooks/durabletask`;
  const detailed = details
    ? [
        '--programs',
        path.join(recordings, 'programs-details'),
        '--expected',
        path.join(recordings, 'expected-details'),
      ]
    : [];
  const script = path.join(recordings, 'compare.mjs');
  const child = spawn(process.execPath, [
    script,
    '--base',
    base,
    '--raw',
    base,
    '--jobs',
    '10',
    ...detailed,
  ]);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  await host.stop();
  return output
    .split('\n')
    .filter((line) => !line.startsWith('ok '))
    .join('\n')
    .trim();
}

test('every recorded program and request gives the result of the real extension, including stored history and each replay', async () => {
  expect(await compare(false)).toMatch(/^(\d+) of \1 equal$/);
}, 180_000);

test('programs with error details give the result of the real extension', async () => {
  expect(await compare(true)).toMatch(/^(\d+) of \1 equal$/);
}, 120_000);
