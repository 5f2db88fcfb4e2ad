import { BlobServiceClient } from '@azure/storage-blob';
import type { RunFile } from '../../local/start/run-file.ts';
import { invent, type Invented } from '../support/invented-people.ts';
import { objectIdIn, type JournalLine } from '../support/sandbox-client.ts';
import { systemOf, verdictsOf } from '../support/service-client.ts';
import {
  removeDataFolder,
  startStack,
  type ProcessName,
  type TestStack,
} from '../support/stack.ts';
import { until } from '../support/until.ts';

const systems = ['b2c-de', 'hubspot', 'mailchimp'];

let stack: TestStack;
let firstRun: RunFile;
/** What an undisturbed erasure does in the three systems. */
let undisturbed: string[];

beforeAll(async () => {
  stack = await startStack();
  firstRun = stack.run;
  const seen = await lastSeen();
  const { id } = await submit('undisturbed');
  await stack.service.finished(id);
  undisturbed = deedsOf(await stack.sandbox.journal(seen));
}, 120_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

async function lastSeen(): Promise<number> {
  return (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
}

async function submit(key: string): Promise<{ id: string; person: Invented }> {
  const person = await invent(stack.sandbox, systems);
  const accounts = [{ tenant: 'b2c-de', objectId: objectIdIn(person, 'b2c-de') }];
  return {
    person,
    id: await stack.service.submit({ type: 'erasure', subject: { accounts } }, key),
  };
}

/** All calls that changed something, in words that are the same for every person. */
function deedsOf(lines: readonly JournalLine[]): string[] {
  return lines
    .filter(({ effect }) => effect !== null && effect !== 'created')
    .map(
      ({ system, method, path, effect }) =>
        `${system} ${method} ${nameless(path)} ${String(effect)}`,
    )
    .sort();
}

function nameless(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\/\d+(?=\/|$)/gi, '*');
}

const nth = (count: number) => (lines: readonly JournalLine[]) => lines.length >= count;
const did =
  (system: string, ...effects: readonly JournalLine['effect'][]) =>
  (lines: readonly JournalLine[]) =>
    lines.some((line) => line.system === system && effects.includes(line.effect));

test('an undisturbed erasure does every deed once', () => {
  expect(undisturbed.length).toBeGreaterThan(3);
  expect([...new Set(undisturbed)]).toEqual(undisturbed);
});

test.each<
  [string, 'SIGKILL' | 'SIGTERM', ProcessName[], (lines: readonly JournalLine[]) => boolean]
>([
  ['the host at the first call', 'SIGKILL', ['host'], nth(1)],
  ['the sandbox at the second call', 'SIGKILL', ['sandbox'], nth(2)],
  ['both while the person is looked for', 'SIGKILL', ['host', 'sandbox'], nth(4)],
  ['the host once the account is frozen', 'SIGKILL', ['host'], did('b2c-de', 'updated')],
  ['both once the account is frozen', 'SIGKILL', ['host', 'sandbox'], did('b2c-de', 'updated')],
  ['the host once HubSpot has erased', 'SIGKILL', ['host'], did('hubspot', 'erased', 'purged')],
  [
    'both once Mailchimp has erased',
    'SIGKILL',
    ['host', 'sandbox'],
    did('mailchimp', 'erased', 'purged'),
  ],
  [
    'the sandbox once the account is in the recycle bin',
    'SIGKILL',
    ['sandbox'],
    did('b2c-de', 'erased'),
  ],
  ['the host once the recycle bin is purged', 'SIGKILL', ['host'], did('b2c-de', 'purged')],
  ['the storage in the middle', 'SIGTERM', ['azurite'], did('b2c-de', 'updated')],
])(
  '%s is ended: the request finishes and nothing is done twice',
  async (name, signal, victims, point) => {
    const seen = await lastSeen();
    const { id, person } = await submit(name);
    await until('the point was reached', async () => point(await stack.sandbox.journal(seen)));
    await stack.kill(signal, ...victims);

    const finished = await stack.service.finished(id, 60_000);
    expect(finished.state).toBe('completed');
    expect(verdictsOf(finished)).toMatchObject(
      Object.fromEntries(systems.map((system) => [system, 'erased'])),
    );
    expect(deedsOf(await stack.sandbox.journal(seen))).toEqual(undisturbed);
    const traces = await stack.sandbox.traces(person.person);
    expect([...new Set(traces.map(({ what }) => what))]).toEqual(['auditEvent']);
  },
  90_000,
);

// An account whose object ID is lost cannot be released. The row of the tenant must say so.
test('the dossier is lost after the account was frozen: the request fails and counts the frozen account', async () => {
  const seen = await lastSeen();
  await stack.sandbox.fault('hubspot', {
    mode: 'status',
    status: 503,
    retryAfter: 1,
    match: { method: 'POST', path: 'gdpr-delete' },
  });
  const { id } = await submit('dossier lost');
  await until('the account was frozen', async () =>
    did('b2c-de', 'updated')(await stack.sandbox.journal(seen)),
  );
  const sealed = BlobServiceClient.fromConnectionString(stack.run.storage).getContainerClient(
    'dsar-sealed',
  );
  for await (const { name } of sealed.listBlobsFlat({ prefix: `${id}/` }))
    await sealed.deleteBlob(name);
  await stack.kill('SIGKILL', 'host');

  const finished = await stack.service.finished(id, 60_000);
  await stack.sandbox.clearFault('hubspot');
  expect(finished).toMatchObject({ state: 'failed', reason: 'internal' });
  expect(systemOf(finished, 'b2c-de')).toMatchObject({
    verdict: null,
    counts: { left: { frozenAccounts: 1 } },
  });
  expect(systemOf(finished, 'hubspot').counts.left).toBeUndefined();
}, 90_000);

// Azurite keeps its last seconds of acknowledged writes in memory only, unlike Azure storage. So the request may be lost.
test('the storage is killed with SIGKILL: the request and its flow end', async () => {
  const seen = await lastSeen();
  const { id } = await submit('storage killed');
  await until('the point was reached', async () => nth(4)(await stack.sandbox.journal(seen)));
  await stack.kill('SIGKILL', 'azurite');
  await until(
    'the flow ended',
    async () => {
      const answer = await fetch(`${stack.run.durable}/instances/${id}`);
      const { runtimeStatus } = (await answer.json()) as { runtimeStatus: string };
      return ['Completed', 'Failed', 'Terminated'].includes(runtimeStatus);
    },
    60_000,
  );
  const answer = await stack.service.call(`requests/${id}`);
  const { finishedAt } = (await answer.json()) as { finishedAt?: string | null };
  expect(answer.status === 404 || typeof finishedAt === 'string').toBe(true);
}, 90_000);

test('each process that died was started again at its old address, and a line says so', async () => {
  expect(stack.run).toEqual({ ...firstRun, processes: stack.run.processes });
  for (const name of ['host', 'sandbox', 'azurite'] as const)
    expect(stack.run.processes[name]).not.toBe(firstRun.processes[name]);
  for (const title of ['The host', 'The sandbox', 'The storage'])
    expect(stack.output).toMatch(
      new RegExp(`${title}.* ended \\(.*\\); starting it again in [\\d.]+ s`),
    );
  expect(await stack.stop()).toBe(0);
}, 60_000);
