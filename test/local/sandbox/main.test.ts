import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hubspotToken } from '../../../local/sandbox/vendors/hubspot/contact-record.ts';
import type { JournalLine } from '../../../local/sandbox/http/journal.ts';

const script = path.resolve(__dirname, '../../../local/sandbox/main.ts');

interface Ready {
  control: string;
  systems: Record<string, string>;
}

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
  folders.push(folder);
  return folder;
}

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return child;
}

async function start(folder: string): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = run('--data', folder, '--people', '300');
  const [ready] = (await once(child, 'message')) as [Ready];
  return { child, ready };
}

const erase = (ready: Ready, id: string) =>
  fetch(`${ready.systems['hubspot'] ?? ''}/crm/v3/objects/contacts/gdpr-delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hubspotToken}` },
    body: JSON.stringify({ objectId: id }),
  });

const erased = async (ready: Ready) => {
  const lines = (await (
    await fetch(`${ready.control}/control/journal?system=hubspot`)
  ).json()) as JournalLine[];
  return lines.filter(({ effect }) => effect === 'erased').length;
};

describe('the sandbox as a process', () => {
  it('keeps ports and answered changes through a kill -9', async () => {
    const folder = newFolder();
    const first = await start(folder);
    const ids = Array.from({ length: 20 }, (_, index) => String(51 + index));
    let answered = 0;
    const work = Promise.allSettled(
      ids.map(async (id) => {
        await erase(first.ready, id);
        answered += 1;
        if (answered === 7) first.child.kill('SIGKILL');
      }),
    );
    await once(first.child, 'exit');
    await work;
    const second = await start(folder);
    expect(second.ready).toEqual(first.ready);
    const survived = await erased(second.ready);
    expect(survived).toBeGreaterThanOrEqual(answered);
    const again = await Promise.all(ids.map(async (id) => (await erase(second.ready, id)).status));
    expect(again.filter((status) => status === 204)).toHaveLength(ids.length - survived);
    expect(await erased(second.ready)).toBe(ids.length);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  it('takes another port when the last one is in use', async () => {
    const folder = newFolder();
    const first = await start(folder);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    const server = createServer().listen(
      Number(new URL(first.ready.systems['hubspot'] ?? '').port),
      '127.0.0.1',
    );
    await once(server, 'listening');
    const second = await start(folder);
    expect(second.ready.systems['hubspot']).not.toBe(first.ready.systems['hubspot']);
    expect(second.ready.systems['mailchimp']).toBe(first.ready.systems['mailchimp']);
    server.close();
  });

  it('says in one line that a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const child = run(
      '--data',
      newFolder(),
      '--control-port',
      String((server.address() as AddressInfo).port),
    );
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(errors.trim()).toMatch(/^Port \d+ for the control API is in use: [^\n]+$/);
    server.close();
  });

  it('prints its usage after a wrong command line', async () => {
    const child = run('--control-port', 'x');
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(errors).toContain('Usage: node local/sandbox/main.ts --data DIR');
  });
});
