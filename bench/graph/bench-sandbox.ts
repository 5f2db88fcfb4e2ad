import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { startSandbox, type Sandbox } from '../../local/sandbox/start-sandbox.ts';
import { createSandboxClient, type SandboxClient } from '../../test/support/sandbox-client.ts';

export interface BenchSandbox extends Sandbox {
  readonly client: SandboxClient;
  /** The certificate of the simulated listeners. */
  readonly certificate: { readonly key: string; readonly cert: string };
}

/** Starts a new sandbox in this process, without the quotas of reports. This process trusts its certificate. `stop` removes it. */
export async function startBenchSandbox(people: number): Promise<BenchSandbox> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'habeas-bench-graph-'));
  const sandbox = await startSandbox({ dataFolder, people });
  tls.setDefaultCACertificates([
    ...tls.getCACertificates('default'),
    readFileSync(sandbox.caFile, 'utf8'),
  ]);
  for (const id of ['b2c-de', 'b2c-fr', 'b2c-us']) await liftQuota(sandbox.control, id);
  const read = (name: string) =>
    readFileSync(path.join(path.dirname(sandbox.caFile), name), 'utf8');
  return {
    ...sandbox,
    client: createSandboxClient(() => sandbox.control),
    certificate: { key: read('server-key.pem'), cert: read('server.pem') },
    async stop() {
      await sandbox.stop();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function liftQuota(control: string, system: string): Promise<void> {
  const answer = await fetch(`${control}/control/systems/${system}/quota`, {
    method: 'PUT',
    body: JSON.stringify({ auditReportsPer10Seconds: null, requestsPer10Seconds: null }),
  });
  if (!answer.ok) throw new Error(`The quota was not lifted: ${await answer.text()}`);
}
