import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../support/until.ts';
import { hostApp, writeApp } from './hosted-app.ts';

const root = path.resolve(__dirname, '..', '..', '..');
const base = '/runtime/webhooks/durabletask';
const main = `
const df = require('durable-functions');
df.app.orchestration('waits', function* (context) { return yield context.df.waitForExternalEvent('go'); });`;

test('a host that cannot write its task hub ends with a clear line, and the next start has everything that was acknowledged', async () => {
  const folder = writeApp({ 'main.js': main });
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'hosted-data-'));
  // A limit on the file size of the process plays the full disk: 1,000 blocks of 512 bytes.
  const program = path.join(root, 'local', 'host', 'main.ts');
  const limited = `ulimit -f 1000; exec "$0" "$@"`;
  const commandLine = [program, folder, '--port', '0', '--data', dataFolder];
  const child = spawn('sh', ['-c', limited, process.execPath, ...commandLine], {
    cwd: root,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await until('the host serves', () => {
    const run = JSON.parse(readFileSync(path.join(dataFolder, 'run.json'), 'utf8')) as Run;
    return run.pid === child.pid && run.url;
  });
  const acknowledged = await startUntilItEnds(url);
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  expect(await ended).toBe(1);
  clearTimeout(patience);
  expect(errors.trim()).toMatch(/^The durable engine has stopped\. The task hub \S+ failed: .+\.$/);
  expect(acknowledged.length).toBeGreaterThan(0);

  const next = await hostApp({}, { folder, dataFolder });
  for (const id of acknowledged)
    expect((await next.call(`${base}/instances/${id}?showInput=false`)).status).toBe(202);
  expect(await next.stop()).toBe(0);
  for (const used of [folder, dataFolder]) rmSync(used, { recursive: true, force: true });
});

interface Run {
  readonly pid: number;
  readonly url: string;
}

/** @returns the ids of the starts that were answered with 202 */
async function startUntilItEnds(url: string): Promise<string[]> {
  const acknowledged: string[] = [];
  const body = JSON.stringify('x'.repeat(50_000));
  for (let number = 0; number < 1_000; number++) {
    const id = `flow-${String(number)}`;
    const target = `${url}${base}/orchestrators/waits/${id}`;
    const answer = await fetch(target, { method: 'POST', body }).catch(() => undefined);
    if (!answer || answer.status === 503) return acknowledged;
    await answer.body?.cancel();
    if (answer.status === 202) acknowledged.push(id);
  }
  throw new Error('The host took everything.');
}
