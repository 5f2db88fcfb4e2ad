import { systemIdOf } from '../../src/domain/system.ts';
import { openBlobContainer } from '../../src/azure/blob-container.ts';
import { createSealedStore } from '../../src/sealing/sealed-store.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { watchMemory, type MemoryUse } from './memory-watch.ts';
import { openRequest } from './one-request.ts';
import { openTenants } from './open-tenants.ts';

export interface ExportOrder {
  readonly tenant: string;
  readonly objectId: string;
  /** The account that is exported before the measurement. */
  readonly warmUp: string;
  readonly configFile: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Connection string of the storage for the sealed export. */
  readonly storage: string;
}

export interface ExportResult {
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly memory: MemoryUse;
}

/** Exports one account as the service's activity does: page by page, sealed, uploaded in blocks. */
export async function exportAccount(order: ExportOrder): Promise<ExportResult> {
  const { tenant } = order;
  const systems = openTenants(order, [{ id: tenant, simulatedBy: tenant }]);
  const { blobs } = openStorage({ connectionString: order.storage });
  const requestFor = (objectId: string) =>
    openRequest({
      systems,
      subject: [{ kind: 'account', system: systemIdOf(tenant), objectId }],
      sealedStore: (keys) => createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), keys),
    });
  const before = await requestFor(order.warmUp);
  await before.find();
  await before.exportFrom(tenant);
  const request = await requestFor(order.objectId);
  await request.find();
  const memory = watchMemory();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { auditEvents = 0 } = await request.exportFrom(tenant);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { events: auditEvents, seconds, cpuSeconds: (user + system) / 1e6, memory: memory() };
}
