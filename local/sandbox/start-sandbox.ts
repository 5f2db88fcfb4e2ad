import type { DatabaseSync } from 'node:sqlite';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAuthority } from './authority/authority.ts';
import { createGraphTokens } from './authority/graph-tokens.ts';
import { loadSigningKey, type SigningKey } from './authority/signing-key.ts';
import { sandboxSecrets, writeConfiguration, type SandboxUrls } from './configuration.ts';
import { createControl } from './control/control.ts';
import { createGraphTenant } from './vendors/azure-ad-b2c/graph-tenant.ts';
import { tenants } from './vendors/azure-ad-b2c/tenants.ts';
import type { SimulatedSystem } from './http/call.ts';
import { createExchange } from './http/exchange.ts';
import { createFaults, type Faults } from './http/faults.ts';
import { openListener, type Listener } from './http/listener.ts';
import { serveControl, serveSystem } from './http/serve.ts';
import { createHubspot } from './vendors/hubspot/hubspot.ts';
import { createMailchimp } from './vendors/mailchimp/mailchimp.ts';
import { openDatabase } from './store/database.ts';
import { createJournal, type Journal } from './store/journal.ts';
import { forgetErased } from './store/records.ts';
import { createState, type State } from './store/state.ts';
import { loadCertificates, type Certificates } from './tls/certificates.ts';
import { createPeople } from './world/people.ts';
import { isSeeded, seedWorld } from './world/seed.ts';

export interface SandboxOptions {
  /** Everything is kept in its folder `sandbox/`. */
  dataFolder: string;
  /** By `control`, `authority` and system id. What is left out, or 0, takes the port of the last start, or a free one. */
  ports?: Readonly<Record<string, number>>;
  /** How many people a new world gets; 10,000 unless told otherwise. Those with a peculiarity are always there. */
  people?: number;
}

export interface Sandbox {
  /** Base URL of the control API, `http://127.0.0.1:PORT`. */
  control: string;
  /** Base URL of the OAuth authority, `https://localhost:PORT`. */
  authority: string;
  /** Base URL of each simulated system by its id; the tenants' without `/v1.0`, Mailchimp's without `/3.0`. */
  systems: Readonly<Record<string, string>>;
  /** `habeas.config.json` for a service that works with this sandbox. */
  configFile: string;
  /** The secrets that configuration names, by environment variable. */
  secrets: Readonly<Record<string, string>>;
  /** PEM file of the authority that signed the https listeners' certificate. */
  caFile: string;
  stop(): Promise<void>;
}

const portsFile = 'ports.json';

function readPorts(file: string): Record<string, number> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
}

function writePorts(file: string, ports: Record<string, number>): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(ports, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

interface Parts {
  state: State;
  faults: Faults;
  journal: Journal;
  certificates: Certificates;
  key: SigningKey;
  systems: readonly SimulatedSystem[];
  authority: SimulatedSystem;
  portsFor: (name: string) => { port: number; lastPort: number | undefined };
}

async function prepare(
  folder: string,
  database: DatabaseSync,
  { ports = {}, people }: SandboxOptions,
): Promise<Parts> {
  const state = createState(database);
  if (isSeeded(state)) forgetErased(database, state.clock.now());
  else seedWorld(state, people);
  const tlsFolder = path.join(folder, 'tls');
  const certificates = await loadCertificates(tlsFolder);
  const key = await loadSigningKey(tlsFolder);
  const tokens = createGraphTokens(key);
  const lastPorts = readPorts(path.join(folder, portsFile));
  return {
    state,
    certificates,
    key,
    faults: createFaults(database),
    journal: createJournal(database, state.clock),
    systems: [
      ...tenants.map((tenant) => createGraphTenant(tenant, state, tokens)),
      createHubspot(state),
      createMailchimp(state),
    ],
    authority: createAuthority(state, key, tokens),
    portsFor: (name) => ({ port: ports[name] ?? 0, lastPort: lastPorts[name] }),
  };
}

const isHttps = (id: string) => id === 'authority' || tenants.some((tenant) => tenant.id === id);

/** Each system gets a port of its own, so that one of them can be closed. */
async function openSystems(listeners: Map<string, Listener>, parts: Parts): Promise<void> {
  const { state, faults, journal, certificates, portsFor } = parts;
  for (const system of [...parts.systems, parts.authority]) {
    const scheme = isHttps(system.id) ? 'https' : 'http';
    const onRequest = serveSystem(
      createExchange(system, { database: state.database, journal, faults }),
      scheme,
    );
    const tls = scheme === 'https' ? { tls: certificates.server } : {};
    const listener = await openListener({
      purpose: system.id,
      ...portsFor(system.id),
      onRequest,
      ...tls,
    });
    listeners.set(system.id, listener);
    if (faults.isPortClosed(system.id)) await listener.close();
  }
}

async function openControl(
  listeners: Map<string, Listener>,
  { state, journal, faults, key, portsFor }: Parts,
  urls: () => SandboxUrls,
): Promise<void> {
  const applyPort = async (id: string) => {
    const listener = listeners.get(id);
    await (faults.isPortClosed(id) ? listener?.close() : listener?.open());
  };
  const control = createControl({
    state,
    journal,
    faults,
    people: createPeople(state),
    key,
    urls,
    applyPort,
  });
  listeners.set(
    'control',
    await openListener({
      purpose: 'the control API',
      ...portsFor('control'),
      onRequest: serveControl(control),
    }),
  );
}

async function open(
  folder: string,
  database: DatabaseSync,
  listeners: Map<string, Listener>,
  options: SandboxOptions,
): Promise<Omit<Sandbox, 'stop'>> {
  const parts = await prepare(folder, database, options);
  await openSystems(listeners, parts);
  const urlOf = (id: string) =>
    `${isHttps(id) ? 'https://localhost' : 'http://127.0.0.1'}:${String(listeners.get(id)?.port)}`;
  const urls = (): SandboxUrls => ({
    authority: urlOf('authority'),
    systems: Object.fromEntries(parts.systems.map(({ id }) => [id, urlOf(id)])),
  });
  // Written before the control API answers: who sees it answer may read the configuration.
  const configFile = writeConfiguration(folder, urls());
  await openControl(listeners, parts, urls);
  writePorts(
    path.join(folder, portsFile),
    Object.fromEntries([...listeners].map(([name, listener]) => [name, listener.port])),
  );
  return {
    control: urlOf('control'),
    ...urls(),
    configFile,
    secrets: sandboxSecrets(),
    caFile: parts.certificates.caFile,
  };
}

/** Makes what a first start makes, the world above all, and starts nothing. */
export async function prepareSandbox(options: SandboxOptions): Promise<void> {
  const folder = path.join(options.dataFolder, 'sandbox');
  const database = openDatabase(folder);
  try {
    await prepare(folder, database, options);
  } finally {
    database.close();
  }
}

/**
 * Starts the simulated tenants and vendors, their OAuth authority and the control API, all on this machine only.
 * State, journal, faults and ports of an earlier start in the same folder are taken up again.
 * @throws Error when a wanted port is in use.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const folder = path.join(options.dataFolder, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const database = openDatabase(folder);
  const listeners = new Map<string, Listener>();
  const stop = async () => {
    await Promise.all([...listeners.values()].map((listener) => listener.close()));
    if (database.isOpen) database.close();
  };
  try {
    return { ...(await open(folder, database, listeners, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
