import { readFileSync } from 'node:fs';
import { systemIdOf } from '../../src/domain/system.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { ConfigurationFile } from '../../src/config/file-schema.ts';
import { openSystems } from '../../src/config/open-systems.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import type { ConfiguredSystem } from '../../src/ports/systems.ts';

type Entry = ConfigurationFile['systems'][number];

export interface TenantPlace {
  readonly id: string;
  /** The simulated tenant behind it. */
  readonly simulatedBy: string;
  /** The default is the address in the sandbox's own configuration. */
  readonly graphUrl?: string;
}

/** Opens tenants as the service does, without our own limiter of reports. */
export function openTenants(
  { configFile, secrets }: { configFile: string; secrets: Readonly<Record<string, string>> },
  places: readonly TenantPlace[],
): ConfiguredSystem[] {
  const { systems } = JSON.parse(readFileSync(configFile, 'utf8')) as { systems: Entry[] };
  const entries = places.map(({ id, simulatedBy, graphUrl }): Entry => {
    const entry = systems.find((system) => system.id === simulatedBy);
    if (!entry) throw new Error(`The sandbox has no tenant ${simulatedBy}.`);
    const settings = { ...entry.settings, auditRequestsPer10Seconds: 1_000_000 };
    return {
      ...entry,
      id: systemIdOf(id),
      settings: graphUrl ? { ...settings, graphUrl } : settings,
    };
  });
  const opened = openSystems(entries, {
    file: configFile,
    connectors,
    environment: readEnvironment(secrets),
    now: () => new Date(),
  });
  if (opened.mistakes.length > 0) throw new Error(JSON.stringify(opened.mistakes));
  return [...opened.systems.all()];
}
