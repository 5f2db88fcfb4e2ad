import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readZip } from '../support/read-zip.ts';
import { seededDataFolder } from '../support/seeded-data-folder.ts';
import { removeDataFolder, startStack, type TestStack } from '../support/stack.ts';

const root = path.resolve(__dirname, '../..');
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

let dataFolder: string;
let example: ChildProcess;
let stack: TestStack | undefined;

/** The system of the page, at the port where the example service listens. */
function systemOfThePage(port: string): object {
  const page = readFileSync(path.join(root, 'docs/processor-protocol.md'), 'utf8');
  const [, block = ''] = /```json\n( *\{\n *"id"[\s\S]*?)```/.exec(page) ?? [];
  const system = JSON.parse(block.replace('8088', port)) as { settings: object };
  return { ...system, settings: { ...system.settings, settleSeconds: 1 } };
}

beforeAll(async () => {
  dataFolder = await seededDataFolder(50);
  example = spawn(process.execPath, [path.join(root, 'examples/processor/service.mjs')], {
    env: { ...process.env, PORT: '0', PROCESSOR_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: example.stdout! }), 'line')) as [string];
  const system = systemOfThePage(line.replace('port ', ''));
  const policy = { giveUpAfter: 'PT30S', brake: null };
  const config = path.join(dataFolder, 'own.config.json');
  writeFileSync(config, JSON.stringify({ systems: [system], policy }));
  stack = await startStack({
    dataFolder,
    commandLine: ['--no-demo', '--port', '0', '--strict', '--config', config],
    environment: { ORDERS_SECRET: secret },
  });
}, 180_000);

afterAll(async () => {
  example.kill();
  await stack?.stop();
  removeDataFolder(dataFolder);
});

test('a service that was connected as its page says is probed, copied, erased and read back', async () => {
  const { service } = stack!;
  const probe = await service.call('systems/orders/probe', { method: 'POST' });
  expect(await probe.json()).toMatchObject({ probe: { reachable: true, problems: [] } });

  const subject = { emails: ['Ada@example.org'] };
  const access = await service.post({ type: 'access', subject });
  const copied = await service.finished(access.body.id);
  expect(copied.state).toBe('completed');
  expect(copied.systems).toMatchObject([{ id: 'orders', verdict: 'exported' }]);
  const entries = await readZip(await (await service.package(access.body.id)).arrayBuffer());
  expect(JSON.stringify(entries)).toContain('Lovelace');

  const erasure = await service.post({ type: 'erasure', subject });
  const erased = await service.finished(erasure.body.id);
  expect(erased).toMatchObject({
    state: 'completed',
    systems: [{ verdict: 'erased', counts: { found: { records: 1 }, left: { records: 0 } } }],
  });
  const again = await service.post({ type: 'erasure', subject });
  expect((await service.finished(again.body.id)).systems).toMatchObject([{ verdict: 'absent' }]);
}, 120_000);
