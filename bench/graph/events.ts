import { startBenchSandbox, type BenchSandbox } from './bench-sandbox.ts';
import { prepareChildren, type Children } from './child.ts';
import type { ExportResult } from './export-account.ts';
import type { FloorResult } from './paging-floor.ts';
import { tenantToken } from './tenant-token.ts';

const tenant = 'b2c-de';

/** The number of events that both sides read before the measurement, because a real worker has already carried out other requests. */
const warmUpEvents = 5000;

/**
 * MiB that Node may take for each half of its space for young objects, or `default`: by the machine's memory.
 * https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
export type SemiSpace = number | 'default';

/** Measures exports of people with more and more audit events, and bare paging of the same, each in a process of its own, without quotas. */
export async function measureEvents(
  sizes: readonly number[],
  rounds: number,
  semiSpace: SemiSpace,
) {
  const sandbox = await startBenchSandbox(100);
  const children = await prepareChildren(
    sandbox.caFile,
    semiSpace === 'default' ? [] : [`--max-semi-space-size=${String(semiSpace)}`],
  );
  try {
    const storage = await children.run('blobs', undefined);
    const warmUp = await makePerson(sandbox, warmUpEvents);
    const rows = [];
    for (const size of sizes)
      rows.push(await measureSize({ sandbox, children, storage, warmUp }, size, rounds));
    return rows;
  } finally {
    children.stop();
    await sandbox.stop();
  }
}

interface Place {
  readonly sandbox: BenchSandbox;
  readonly children: Children;
  readonly storage: string;
  readonly warmUp: string;
}

async function measureSize(place: Place, size: number, rounds: number) {
  const { sandbox, children, storage, warmUp } = place;
  const objectId = await makePerson(sandbox, size);
  const { configFile, secrets } = sandbox;
  const graphUrl = `${sandbox.systems[tenant] ?? ''}/v1.0`;
  const exports: ExportResult[] = [];
  const floors: FloorResult[] = [];
  // The two sides take turns, so that other load on the machine affects both.
  for (let round = 0; round < rounds; round++) {
    const token = await tenantToken(sandbox, tenant);
    floors.push(await children.run('floor', { graphUrl, token, objectId, warmUp }));
    exports.push(
      await children.run('export', { tenant, objectId, warmUp, configFile, secrets, storage }),
    );
  }
  const ours = medianBy(exports, ({ seconds }) => seconds);
  const bare = medianBy(floors, ({ seconds }) => seconds);
  const read = exports.map(({ events }) => events);
  if (read.some((events) => events !== size))
    throw new Error(`Of ${String(size)} events ${read.join(', ')} were exported.`);
  return {
    events: size,
    'floor/s': perSecond(bare),
    'export/s': perSecond(ours),
    'of floor': Math.round((100 * bare.seconds) / ours.seconds) / 100,
    'peak MB': Math.max(...exports.map(({ memory }) => memory.peak)),
    'MB before': ours.memory.before,
    'MB by quarter': ours.memory.quarters.join(' '),
    'CPU s export': round(ours.cpuSeconds),
    'CPU s floor': round(bare.cpuSeconds),
    'by the real quota': duration((bare.pages / 5) * 10),
  };
}

async function makePerson({ client }: BenchSandbox, auditEvents: number): Promise<string> {
  const { accounts } = await client.make({
    displayName: 'Ada Events',
    emails: [`ada.events.${String(auditEvents)}@bench.example.org`],
    in: { [tenant]: { user: { givenName: 'Ada' }, actsToo: true, auditEvents } },
  });
  return accounts[0]?.objectId ?? '';
}

const round = (value: number) => Math.round(value * 10) / 10;
const perSecond = ({ events, seconds }: { events: number; seconds: number }) =>
  Math.round(events / seconds);

function medianBy<T>(values: readonly T[], key: (value: T) => number): T {
  const middle = [...values].sort((a, b) => key(a) - key(b))[Math.floor(values.length / 2)];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

function duration(seconds: number): string {
  return seconds < 60
    ? `${String(Math.ceil(seconds))} s`
    : `${String(Math.ceil(seconds / 60))} min`;
}
