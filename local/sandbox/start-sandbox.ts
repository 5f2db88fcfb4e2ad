import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAuthority } from './authority/authority.ts';
import { createGraphTokens } from './authority/graph-tokens.ts';
import { loadSigningKey } from './authority/signing-key.ts';
import { sandboxSecrets, writeConfiguration, type SandboxUrls } from './configuration.ts';
import { createControl } from './control/control.ts';
import { createGraphTenant } from './graph/graph-tenant.ts';
import { tenants } from './graph/tenants.ts';
import type { SimulatedSystem } from './http/call.ts';
import { createExchange } from './http/exchange.ts';
import { createFaults } from './http/faults.ts';
import { openListener, type Listener } from './http/listener.ts';
import { readCall, sendAnswer, serveSystem } from './http/serve.ts';
import { createHubspot } from './hubspot/hubspot.ts';
import { createMailchimp } from './mailchimp/mailchimp.ts';
import { openDatabase } from './store/database.ts';
import { createJournal } from './store/journal.ts';
import { forgetErased } from './store/records.ts';
import { createState } from './store/state.ts';
import { loadCertificates } from './tls/certificates.ts';
import { createPeople } from './world/people.ts';
import { isSeeded, seedWorld } from './world/seed.ts';

export interface SandboxOptions {
  /** Everything is kept in its folder `sandbox/`. */
  dataFolder: string;
  /** By `control`, `authority` and system id. What is left out, or 0, takes the port of the last start or a free one. */
  ports?: Readonly<Record<string, number>>;
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

function readPorts(file: string): Record<string, number> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
}

function writePorts(file: string, ports: Record<string, number>): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(ports, null, 2)}\n`);
  renameSync(`${file}.new`, file);
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
    return { ...(await open(folder, database, listeners, options.ports ?? {})), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  folder: string,
  database: ReturnType<typeof openDatabase>,
  listeners: Map<string, Listener>,
  wanted: Readonly<Record<string, number>>,
): Promise<Omit<Sandbox, 'stop'>> {
  const state = createState(database);
  const faults = createFaults(database);
  const journal = createJournal(database, state.clock);
  if (isSeeded(state)) forgetErased(database, state.clock.now());
  else seedWorld(state);

  const tlsFolder = path.join(folder, 'tls');
  const certificates = await loadCertificates(tlsFolder);
  const key = await loadSigningKey(tlsFolder);
  const tokens = createGraphTokens(key);
  const systems: SimulatedSystem[] = [
    ...tenants.map((tenant) => createGraphTenant(tenant, state, tokens)),
    createHubspot(state),
    createMailchimp(state),
  ];

  const portsFile = path.join(folder, 'ports.json');
  const lastPorts = readPorts(portsFile);
  const portFor = (name: string) => wanted[name] || (lastPorts[name] ?? 0);
  const isHttps = (id: string) => id === 'authority' || tenants.some((tenant) => tenant.id === id);
  const applyPort = async (id: string) => {
    const listener = listeners.get(id);
    await (faults.isPortClosed(id) ? listener?.close() : listener?.open());
  };
  for (const system of [...systems, createAuthority(state, key, tokens)]) {
    const scheme = isHttps(system.id) ? 'https' : 'http';
    const onRequest = serveSystem(createExchange(system, { database, journal, faults }), scheme);
    listeners.set(
      system.id,
      await openListener({
        purpose: system.id,
        port: portFor(system.id),
        onRequest,
        ...(scheme === 'https' ? { tls: certificates.server } : {}),
      }),
    );
    await applyPort(system.id);
  }

  const urls = (): SandboxUrls => {
    const urlOf = (id: string) =>
      `${isHttps(id) ? 'https://localhost' : 'http://127.0.0.1'}:${String(listeners.get(id)?.port)}`;
    return {
      authority: urlOf('authority'),
      systems: Object.fromEntries(systems.map(({ id }) => [id, urlOf(id)])),
    };
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
      port: portFor('control'),
      onRequest: (request, response) => {
        readCall(request, 'http')
          .then(control)
          .then((answer) => {
            sendAnswer(response, answer);
          })
          .catch((error: unknown) => {
            console.error('The sandbox failed at', request.method, request.url, error);
            sendAnswer(response, { status: 500, body: { detail: String(error) } });
          });
      },
    }),
  );
  writePorts(
    portsFile,
    Object.fromEntries([...listeners].map(([name, listener]) => [name, listener.port])),
  );
  return {
    control: `http://127.0.0.1:${String(listeners.get('control')?.port)}`,
    ...urls(),
    configFile: writeConfiguration(folder, urls()),
    secrets: sandboxSecrets(),
    caFile: certificates.caFile,
  };
}
