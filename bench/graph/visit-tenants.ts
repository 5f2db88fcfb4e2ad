import { openBlobContainer } from '../../src/azure/blob-container.ts';
import { createSealedStore } from '../../src/sealing/sealed-store.ts';
import { openStorage } from '../../src/azure/storage.ts';
import type { ConfiguredSystem } from '../../src/ports/systems.ts';
import { openRequest } from './one-request.ts';
import { openTenants, type TenantPlace } from './open-tenants.ts';

export interface VisitOrder {
  readonly configFile: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly storage: string;
  readonly places: readonly TenantPlace[];
  readonly email: string;
  readonly rounds: number;
}

export interface VisitTime {
  readonly find: number;
  readonly export: number;
}

export interface VisitResult {
  /** Seconds for each tenant alone. */
  readonly alone: readonly VisitTime[];
  /** Seconds for all tenants at once. */
  readonly together: VisitTime;
}

/** Finds and exports one person, first tenant by tenant, then in all of them at once. The worker has used the tenants before. */
export async function visitTenants(order: VisitOrder): Promise<VisitResult> {
  const systems = openTenants(order, order.places);
  const { blobs } = openStorage({ connectionString: order.storage });

  async function visit(visited: readonly ConfiguredSystem[]): Promise<VisitTime> {
    const request = await openRequest({
      systems: visited,
      subject: [{ kind: 'email', value: order.email }],
      sealedStore: (keys) => createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), keys),
    });
    const find = await seconds(() => request.find());
    const exported = await seconds(() =>
      Promise.all(
        visited.map(async ({ id }) => {
          const { users } = await request.exportFrom(id);
          if (users !== 1) throw new Error(`${id} did not export the account.`);
        }),
      ),
    );
    return { find, export: exported };
  }

  const several = async (visited: readonly ConfiguredSystem[]): Promise<VisitTime> => {
    const times: VisitTime[] = [];
    for (let round = 0; round < order.rounds; round++) times.push(await visit(visited));
    return { find: median(times, 'find'), export: median(times, 'export') };
  };

  await visit(systems);
  const alone: VisitTime[] = [];
  for (const system of systems) alone.push(await several([system]));
  return { alone, together: await several(systems) };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function median(times: readonly VisitTime[], what: keyof VisitTime): number {
  const sorted = times.map((time) => time[what]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
