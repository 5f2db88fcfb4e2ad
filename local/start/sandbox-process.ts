import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { StartOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { readObject, textsOf } from './read-object.ts';
import type { ProcessPlan } from './supervised-process.ts';

/** The simulated tenants and vendors. */
export function sandboxProcess(
  data: DataFolder,
  ports: Ports,
  systems: StartOptions['systems'],
): ProcessPlan {
  return {
    title: 'The sandbox',
    command: [
      path.join(import.meta.dirname, '..', 'sandbox', 'main.ts'),
      ...['--data', data.path],
      ...['--control-port', String(ports.sandbox)],
      ...['--systems', systems],
    ],
    environment: process.env,
    outlives: 1_000,
    logFile: data.at('logs', 'sandbox.log'),
    ready: async () => {
      const answer = await fetch(
        `http://127.0.0.1:${String(ports.sandbox)}/control/journal?after=999999999`,
      );
      await answer.body?.cancel();
      return answer.ok;
    },
  };
}

/** The configuration with the simulated systems. The sandbox writes it before it is ready. */
export function sandboxConfig(data: DataFolder): string {
  return data.at('sandbox', 'habeas.config.json');
}

/** The variables that `env:NAME` in the sandbox's configuration refers to. */
export function sandboxSecrets(data: DataFolder): Record<string, string> {
  return textsOf(readObject(data.at('sandbox', 'secrets.env.json')));
}

/**
 * A file with the sandbox's certificate and the certificates that the machine already trusts.
 *
 * @param inherited the current value of NODE_EXTRA_CA_CERTS, which can name only one file
 */
export function trustedCertificates(data: DataFolder, inherited: string | undefined): string {
  const own = data.at('sandbox', 'tls', 'ca.pem');
  if (!inherited) return own;
  const both = data.at('sandbox', 'tls', 'ca-and-inherited.pem');
  writeFileSync(both, `${readFileSync(own, 'utf8')}\n${readFileSync(inherited, 'utf8')}`);
  return both;
}
