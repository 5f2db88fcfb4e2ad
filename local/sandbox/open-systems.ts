import { createExchange } from './http/exchange.ts';
import { openListener, type Listener } from './http/listener.ts';
import { serveSystem } from './http/serve.ts';
import type { Parts } from './prepare-parts.ts';

type Scheme = 'http' | 'https';

const hostOf: Readonly<Record<Scheme, string>> = {
  https: 'https://localhost',
  http: 'http://127.0.0.1',
};

/**
 * Opens a port for each system and for the authority, because faults close single ports.
 * @returns the base URL of a listener, by the system's id, `authority` or `control`
 */
export async function openSystems(
  listeners: Map<string, Listener>,
  parts: Parts,
): Promise<(id: string) => string> {
  const { state, faults, journal, certificates, portsFor } = parts;
  const schemes = new Map<string, Scheme>([
    ['authority', 'https'],
    ...parts.vendors.flatMap(({ systems }) =>
      systems.map(({ id, scheme }) => [id, scheme] as const),
    ),
  ]);
  const schemeOf = (id: string) => schemes.get(id) ?? 'http';
  for (const system of [...parts.systems, parts.authority]) {
    const scheme = schemeOf(system.id);
    const exchange = createExchange(system, { database: state.database, journal, faults });
    const listener = await openListener({
      purpose: system.id,
      ...portsFor(system.id),
      onRequest: serveSystem(exchange, scheme),
      ...(scheme === 'https' ? { tls: certificates.server } : {}),
    });
    listeners.set(system.id, listener);
    if (faults.isPortClosed(system.id)) await listener.close();
  }
  return (id) => `${hostOf[schemeOf(id)]}:${String(listeners.get(id)?.port)}`;
}
