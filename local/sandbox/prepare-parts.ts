import type { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { createAuthority } from './authority/authority.ts';
import { createGraphTokens } from './authority/graph-tokens.ts';
import { loadSigningKeys, type AuthorityKeys } from './authority/signing-key.ts';
import type { SimulatedSystem } from './http/call.ts';
import { createFaults, type Faults } from './http/faults.ts';
import { createJournal, type Journal } from './http/journal.ts';
import { lastPorts } from './ports.ts';
import { forgetErased } from './store/records.ts';
import { createState, type State } from './store/state.ts';
import { loadCertificates, type Certificates } from './tls/certificates.ts';
import { loadVendors, type VendorChoice } from './vendors/load-vendors.ts';
import type { Vendor } from './vendors/vendor.ts';
import { prepareWorld } from './world/seed-world.ts';

export interface SandboxOptions {
  /** Everything is kept in its folder `sandbox/`. */
  dataFolder: string;
  /** By `control`, `authority` and system id. A port that is left out or 0: the port of the last start, or a free one. */
  ports?: Readonly<Record<string, number>>;
  /** The number of people in a new world (default: 10,000). Special people are always there. */
  people?: number;
  /** The vendors of the sandbox (default: `core`). */
  systems?: VendorChoice;
}

/** The input for opening the listeners. */
export interface Parts {
  state: State;
  vendors: readonly Vendor[];
  faults: Faults;
  journal: Journal;
  certificates: Certificates;
  key: AuthorityKeys;
  systems: readonly SimulatedSystem[];
  authority: SimulatedSystem;
  portsFor: (name: string) => { port: number; lastPort: number | undefined };
}

/** Seeds what is not seeded yet, and makes everything that answers calls. */
export async function prepareParts(
  folder: string,
  database: DatabaseSync,
  { ports = {}, people, systems = 'core' }: SandboxOptions,
): Promise<Parts> {
  const vendors = await loadVendors(systems);
  for (const { tables } of vendors)
    for (const statement of Object.values(tables ?? {})) database.exec(statement);
  const state = createState(database);
  forgetErased(database, state.clock.now());
  prepareWorld(state, vendors, people);
  const tlsFolder = path.join(folder, 'tls');
  const certificates = await loadCertificates(tlsFolder);
  const key = await loadSigningKeys(tlsFolder);
  const tokens = createGraphTokens(key);
  const last = lastPorts(folder);
  return {
    state,
    vendors,
    certificates,
    key,
    faults: createFaults(database),
    journal: createJournal(database, state.clock),
    systems: vendors.flatMap((vendor) => vendor.play({ state, tokens })),
    authority: createAuthority(state, key, tokens),
    portsFor: (name) => ({ port: ports[name] ?? 0, lastPort: last[name] }),
  };
}
