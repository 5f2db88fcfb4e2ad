import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { freshDataFolder, removeDataFolder, spawnStart, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

// All tests use one data folder. Each test continues with what the test before left in it.
const dataFolder = freshDataFolder();
afterAll(() => {
  removeDataFolder(dataFolder);
});

/** Processes whose command line names the data folder. */
function processesOf(folder: string): string[] {
  const all = execFileSync('ps', ['-eww', '-o', 'pid=,args='], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(folder));
}

async function run(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; lines: string[] }> {
  const started = spawnStart({ dataFolder, commandLine, environment });
  let output = '';
  for (const stream of [started.stdout, started.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(started, 'close')) as [number | null];
  return { code, lines: output.trim().split('\n') };
}

test('a busy port, a wrong option and a broken configuration each print one line', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await run(['--no-demo', '--port', String(port)])).toEqual({
    code: 1,
    lines: [expect.stringContaining(`Port ${port} is taken`)],
  });
  other.close();
  expect(await run(['--port', 'seven'])).toEqual({
    code: 2,
    lines: ['--port needs a number from 0 to 65000.'],
  });
  expect((await run(['--config', 'nowhere.json'])).lines).toEqual([
    expect.stringMatching(/^There is no configuration at .*nowhere\.json\.$/),
  ]);
});

test('shows an access and an erasure, continues after a kill, and leaves no process when it stops', async () => {
  const policyFile = path.join(dataFolder, 'policy.json');
  writeFileSync(policyFile, '{"retryDays": 3}');
  const commandLine = ['--port', '0', '--policy', policyFile];
  const killed = await startStack({ dataFolder, commandLine });
  await until('the first request was shown', () => /Access request \w{26}/.exec(killed.output));
  const accessId = /Access request (\w{26})/.exec(killed.output)?.[1] ?? '';
  const { pid, api } = killed.run;
  process.kill(pid, 'SIGKILL');
  await until('its processes ended by themselves', () => processesOf(dataFolder).length === 0);
  expect(existsSync(path.join(dataFolder, 'run.json'))).toBe(true);

  const stack = await startStack({ dataFolder, commandLine });
  await until(
    'both were carried out',
    () => stack.output.includes('Running until Ctrl-C'),
    150_000,
  );
  expect(stack.output).toContain('was not stopped cleanly');
  const configuration = readFileSync(path.join(dataFolder, 'habeas.config.json'), 'utf8');
  expect(JSON.parse(configuration)).toMatchObject({
    policy: { retryDays: 3, giveUpAfter: 'PT30S' },
  });
  expect(stack.run.api).toBe(api);
  expect(stack.output).toContain(`Access request ${accessId}`);
  expect(stack.output.match(/is completed/g)).toHaveLength(2);
  for (const system of ['b2c-de', 'b2c-fr', 'b2c-us', 'hubspot', 'mailchimp']) {
    expect(stack.output).toMatch(new RegExp(`${system} +exported`));
    expect(stack.output).toMatch(new RegExp(`${system} +erased`));
  }
  expect(stack.output).toContain(`dsar-results/${accessId}/package.zip`);
  expect(stack.output).toContain(stack.run.dashboard);
  expect(statSync(path.join(dataFolder, 'run.json')).mode & 0o777).toBe(0o600);

  const second = await run(['--port', '0']);
  expect(second).toEqual({
    code: 1,
    lines: [expect.stringContaining(`Another Habeas (pid ${stack.run.pid}) runs on ${dataFolder}`)],
  });

  expect(await stack.stop('SIGINT')).toBe(0);
  expect(processesOf(dataFolder)).toEqual([]);
  expect(existsSync(path.join(dataFolder, 'run.json'))).toBe(false);
}, 240_000);

test('a stack with unreadable storage starts with empty storage, with other systems and required keys', async () => {
  for (const name of ['blob', 'queue', 'table'])
    writeFileSync(path.join(dataFolder, 'azurite', `__azurite_db_${name}__.json`), '{"filename":');
  const config = path.join(dataFolder, 'own.json');
  const { systems, policy } = sandboxConfig();
  // The policy may name only tenants that are configured.
  const own = { systems: [systems[0]], policy: { ...policy, selfService: {} } };
  writeFileSync(config, JSON.stringify(own));

  const commandLine = ['--no-demo', '--port', '0', '--auth', '--config', config];
  const stack = await startStack({ dataFolder, commandLine });
  expect(stack.output).toContain('starts with an empty folder');
  expect((await stack.service.call('systems')).status).toBe(401);
  expect((await stack.service.call('dashboard')).status).toBe(200);
  const headers = { 'x-functions-key': keyOf('Operator') };
  const evidence = await stack.service.call('requests/x/evidence', {
    headers: { 'x-functions-key': keyOf('Agent') },
  });
  expect(evidence.status).toBe(403);
  const { items } = (await (await stack.service.call('requests', { headers })).json()) as {
    items: unknown[];
  };
  expect(items).toEqual([]);
  expect(await (await stack.service.call('systems', { headers })).text()).not.toContain(
    'mailchimp',
  );
  expect(await stack.stop()).toBe(0);
}, 60_000);

test('a stack whose lookup key has changed does not start, and says which key to set again', async () => {
  const other = { HABEAS_LOOKUP_KEY: Buffer.alloc(32, 'x').toString('base64') };
  const { code, lines } = await run(['--no-demo', '--port', '0'], other);
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(
    /^The service refuses every call: .*HABEAS_LOOKUP_KEY changed\. Set/,
  );
}, 60_000);

function sandboxConfig(): { systems: unknown[]; policy: object } {
  const file = path.join(dataFolder, 'sandbox', 'habeas.config.json');
  return JSON.parse(readFileSync(file, 'utf8')) as { systems: unknown[]; policy: object };
}

function keyOf(role: string): string {
  const content = readFileSync(path.join(dataFolder, 'host', 'keys.json'), 'utf8');
  return (JSON.parse(content) as { service: Record<string, string> }).service[role] ?? '';
}
