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
  const play = (...more: readonly string[]) =>
    outputOf([
      path.join(recordings, 'compare.mjs'),
      ...['--base', base, '--raw', base, ...detailed, ...more],
    ]);
  const first = await play('--jobs', '10');
  const differing = first.filter((line) => line.startsWith('DIFF '));
  const programs = differing.flatMap((line) => /^DIFF (\d+-\S+) /.exec(line)?.[1] ?? []);
  // Some programs measure time, in half seconds, and a busy machine makes it longer. So what differs is played once more, alone.
  const isPlayedAgain = differing.length > 0 && differing.length === programs.length;
  const lines = isPlayedAgain
    ? await play('--jobs', '1', '--only', `^(${programs.join('|')})$`)
    : first;
  await host.stop();
  return lines.join('\n').trim();
}

/** What a script prints, without the lines about equal results. */
async function outputOf(commandLine: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, commandLine);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  return output.split('\n').filter((line) => !line.startsWith('ok '));
}

test('every recorded program and request gives the result of the real extension, including stored history and each replay', async () => {
  expect(await compare(false)).toMatch(/^(\d+) of \1 equal$/);
}, 180_000);

test('programs with error details give the result of the real extension', async () => {
  expect(await compare(true)).toMatch(/^(\d+) of \1 equal$/);
}, 120_000);
