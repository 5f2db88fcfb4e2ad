import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import type { RunFile } from '../../local/start/run-file.ts';
import { searchFolder } from '../support/canaries.ts';
import { canariesOf, invent, type Invented } from '../support/invented-people.ts';
import { objectIdIn, type JournalLine } from '../support/sandbox-client.ts';
import { systemOf, verdictsOf, type RequestView } from '../support/service-client.ts';
import {
  removeDataFolder,
  startStack,
  type ProcessName,
  type TestStack,
} from '../support/stack.ts';
import { seededDataFolder } from '../support/seeded-data-folder.ts';
import { until } from '../support/until.ts';

const systems = ['b2c-de', 'hubspot', 'mailchimp'];

let stack: TestStack;
let firstRun: RunFile;
/** What an undisturbed erasure does in the three systems. */
let undisturbed: string[];

beforeAll(async () => {
  const dataFolder = await seededDataFolder();
  const policy = path.join(dataFolder, 'policy.json');
  // A request meets several kills. On a slow machine it does not give up a system that is started again.
  writeFileSync(policy, JSON.stringify({ giveUpAfter: 'PT10M' }));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policy];
  stack = await startStack({ dataFolder, commandLine });
  firstRun = stack.run;
  const seen = await lastSeen();
  const { id } = await submit('undisturbed');
  await stack.service.finished(id);
  undisturbed = effectsOf(await stack.sandbox.journal(seen));
  // The host reads this when it starts again after the first kill.
  haveAuditRecordsExpireAtOnce('b2c-us');
}, 150_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

async function lastSeen(): Promise<number> {
  return (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
}

async function submit(
  key: string,
  livesIn: readonly string[] = systems,
): Promise<{ id: string; person: Invented }> {
  const person = await until('the person was invented', () => invent(stack.sandbox, livesIn));
  const tenant = livesIn[0] ?? '';
  const accounts = [{ tenant, objectId: objectIdIn(person, tenant) }];
  return {
    person,
    id: await stack.service.submit({ type: 'erasure', subject: { accounts } }, key),
  };
}

/** The service uses real time, not the clock of the simulators. So this tenant is configured to drop its records within a second. */
function haveAuditRecordsExpireAtOnce(tenant: string): void {
  const file = path.join(stack.dataFolder, 'habeas.config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as {
    systems: { id: string; settings: Record<string, unknown> }[];
  };
  for (const { id, settings } of config.systems)
    if (id === tenant) settings['auditRetentionDays'] = 1 / 86_400;
  writeFileSync(file, JSON.stringify(config));
}

/** All calls that changed something, written in the same way for every person. */
function effectsOf(lines: readonly JournalLine[]): string[] {
  return lines
    .filter(({ effect }) => effect !== null && effect !== 'created')
    .map(
      ({ system, method, path: called, effect }) =>
        `${system} ${method} ${nameless(called)} ${String(effect)}`,
    )
    .sort();
}

function nameless(called: string): string {
  return called.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\/\d+(?=\/|$)/gi, '*');
}

type Point = (lines: readonly JournalLine[]) => boolean;
const firstCall: Point = (lines) => lines.length > 0;
const did =
  (system: string, ...effects: readonly JournalLine['effect'][]): Point =>
  (lines) =>
    lines.some((line) => line.system === system && effects.includes(line.effect));

/** Before each kill one more erasure begins. Earlier erasures are still running, so each kill interrupts them at other points. */
const kills: readonly [string, 'SIGKILL' | 'SIGTERM', readonly ProcessName[], Point][] = [
  ['the host at the first call', 'SIGKILL', ['host'], firstCall],
  ['both once an account is frozen', 'SIGKILL', ['host', 'sandbox'], did('b2c-de', 'updated')],
  ['the storage once an account is frozen', 'SIGTERM', ['azurite'], did('b2c-de', 'updated')],
  ['the host once HubSpot has erased', 'SIGKILL', ['host'], did('hubspot', 'erased', 'purged')],
  [
    'the sandbox once an account is in the recycle bin',
    'SIGKILL',
    ['sandbox'],
    did('b2c-de', 'erased'),
  ],
  ['the host once a recycle bin is purged', 'SIGKILL', ['host'], did('b2c-de', 'purged')],
];

test('an undisturbed erasure causes every effect once', () => {
  expect(undisturbed.length).toBeGreaterThan(3);
  expect([...new Set(undisturbed)]).toEqual(undisturbed);
});

test('host, sandbox and storage are ended again and again: every erasure finishes, and nothing is done twice', async () => {
  const seen = await lastSeen();
  const begun: { id: string; person: Invented }[] = [];
  for (const [name, signal, victims, point] of kills) {
    const before = await until('the sandbox answered', lastSeen);
    begun.push(await submit(name));
    await until(
      `the point was reached: ${name}`,
      async () => point(await stack.sandbox.journal(before)),
      60_000,
    );
    await stack.kill(signal, ...victims);
  }
  for (const { id, person } of begun) {
    const finished = await stack.service.finished(id, 120_000);
    expect(finished.state).toBe('completed');
    expect(verdictsOf(finished)).toMatchObject(
      Object.fromEntries(systems.map((system) => [system, 'erased'])),
    );
    const traces = await stack.sandbox.traces(person.person);
    expect([...new Set(traces.map(({ what }) => what))]).toEqual(['auditEvent']);
  }
  const effects = begun.flatMap(() => undisturbed).sort();
  expect(effectsOf(await stack.sandbox.journal(seen))).toEqual(effects);
}, 300_000);

describe('the host is killed once more', () => {
  let watched: { id: string; person: Invented; finished: RequestView };
  let lost: string;

  beforeAll(async () => {
    lost = await losesItsDossier();
    watched = await endsWithResiduals();
    // The end of the watched request has written the time of the first look. Nothing else must happen before the host is killed.
    await stack.kill('SIGKILL', 'host');
    await stack.sandbox.advance(8);
  }, 120_000);

  async function endsWithResiduals() {
    const { id, person } = await submit('watched', ['b2c-us', 'mailchimp']);
    const finished = await stack.service.finished(id);
    expect(systemOf(finished, 'b2c-us')).toMatchObject({
      verdict: 'erased',
      residuals: [{ verdict: 'expires' }],
    });
    return { id, person, finished };
  }

  async function losesItsDossier(): Promise<string> {
    const seen = await lastSeen();
    const match = { method: 'POST', path: 'gdpr-delete' };
    await stack.sandbox.fault('hubspot', { mode: 'status', status: 503, retryAfter: 1, match });
    const { id } = await submit('dossier lost');
    await until('the account was frozen', async () =>
      did('b2c-de', 'updated')(await stack.sandbox.journal(seen)),
    );
    const storage = BlobServiceClient.fromConnectionString(stack.run.storage);
    const sealed = storage.getContainerClient('dsar-sealed');
    for await (const { name } of sealed.listBlobsFlat({ prefix: `${id}/` }))
      await sealed.deleteBlob(name);
    return id;
  }

  // An account whose object ID is lost cannot be released. The row of the tenant must say so.
  test('a request that lost its dossier after the account was frozen fails and counts the frozen account', async () => {
    const finished = await stack.service.finished(lost, 60_000);
    await stack.sandbox.clearFault('hubspot');
    expect(finished).toMatchObject({ state: 'failed', reason: 'internal' });
    expect(systemOf(finished, 'b2c-de')).toMatchObject({
      verdict: null,
      counts: { left: { frozenAccounts: 1 } },
    });
    expect(systemOf(finished, 'hubspot').counts.left).toBeUndefined();
  }, 90_000);

  test('data that expires by itself is read back after its date', async () => {
    const { id, person, finished } = watched;
    const readBack = await until('it was read back', async () => {
      await stack.service.sweep();
      const request = await stack.service.get(id);
      return systemOf(request, 'b2c-us').residuals[0]?.verdict === 'erased' && request;
    });
    expect(readBack).toMatchObject({ state: 'completed', finishedAt: finished.finishedAt });
    const { facts } = await stack.service.evidence(id);
    expect(facts.findLast(({ kind }) => kind === 'watched')).toMatchObject({
      system: 'b2c-us',
      results: [{ what: 'audit-records', verdict: 'erased', code: null }],
    });
    expect(await stack.sandbox.traces(person.person)).toEqual([]);
  }, 60_000);

  test('no data of this person is outside the sandbox', () => {
    const canaries = canariesOf('watched', watched.person);
    expect(searchFolder(stack.dataFolder, canaries, ['sandbox'])).toEqual([]);
  });
});

// Unlike Azure storage, Azurite keeps the acknowledged writes of the last seconds only in memory. So the request may be lost.
test('the storage is killed with SIGKILL: the request and its flow end', async () => {
  const seen = await lastSeen();
  const { id } = await submit('storage killed');
  await until(
    'the person is looked for',
    async () => (await stack.sandbox.journal(seen)).length >= 4,
  );
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
