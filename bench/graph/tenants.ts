import { startBenchSandbox } from './bench-sandbox.ts';
import { prepareChildren } from './child.ts';
import { openTenantDoor, type TenantDoor } from './tenant-door.ts';
import type { VisitTime } from './visit-tenants.ts';

const simulated = ['b2c-de', 'b2c-fr', 'b2c-us'] as const;
const email = 'ada.everywhere@bench.example.org';

/** The delay of the nearest tenant, and the extra delay of each next one, in milliseconds. */
const nearest = 100;
const step = 20;

/** Measures one person in many tenants with growing delays: the time for all at once, compared with the slowest tenant alone. */
export async function measureTenants(count: number, rounds: number) {
  const sandbox = await startBenchSandbox(100);
  const children = await prepareChildren(sandbox.caFile);
  const doors: TenantDoor[] = [];
  try {
    await sandbox.client.make({
      displayName: 'Ada Everywhere',
      emails: [email],
      in: Object.fromEntries(simulated.map((id) => [id, { auditEvents: 40 }])),
    });
    const places = [];
    for (let n = 0; n < count; n++) {
      const simulatedBy = simulated[n % simulated.length] ?? 'b2c-de';
      const to = sandbox.systems[simulatedBy] ?? '';
      const { certificate } = sandbox;
      const door = await openTenantDoor({ to, certificate, delayMs: nearest + n * step });
      doors.push(door);
      places.push({ id: `tenant-${String(n + 1)}`, simulatedBy, graphUrl: door.graphUrl });
    }
    const { configFile, secrets } = sandbox;
    const storage = await children.run('blobs', undefined);
    const order = { configFile, secrets, storage, places, email, rounds };
    const { alone, together } = await children.run('tenants', order);
    return (['find', 'export'] as const).map((what) => row(what, alone, together));
  } finally {
    children.stop();
    for (const door of doors) door.close();
    await sandbox.stop();
  }
}

function row(what: keyof VisitTime, alone: readonly VisitTime[], together: VisitTime) {
  const times = alone.map((time) => time[what]);
  const slowest = Math.max(...times);
  return {
    what,
    tenants: alone.length,
    's slowest alone': round(slowest),
    's one after another': round(times.reduce((sum, time) => sum + time, 0)),
    's all at once': round(together[what]),
    'of the slowest': round(together[what] / slowest),
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
