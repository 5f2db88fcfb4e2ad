// Measures how long a new process takes to load the bundle. A cold start on Azure takes this time in addition to the time of the platform.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const key = Buffer.alloc(32).toString('base64');
const system = {
  id: 'hubspot',
  connector: 'hubspot',
  title: 'HubSpot',
  settings: { objectIdProperty: 'b2c_object_id' },
  secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
};
const program = `
  const start = performance.now();
  require(process.argv[1]);
  console.log('\\nloaded', performance.now() - start);
  process.exit(0);`;

/** @returns {number} milliseconds from the first instruction of the bundle until all functions are registered; median of three */
export function coldLoad(bundle) {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-load-'));
  const configuration = path.join(folder, 'habeas.config.json');
  writeFileSync(configuration, JSON.stringify({ systems: [system] }));
  try {
    const times = Array.from({ length: 3 }, () => loadOnce(bundle, configuration));
    return Math.round(times.sort((a, b) => a - b)[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadOnce(bundle, configuration) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program, bundle], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HABEAS_CONFIG: configuration,
      HUBSPOT_TOKEN: 'none',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      HABEAS_KEY_ENCRYPTION_KEY: key,
      HABEAS_LOOKUP_KEY: key,
      HABEAS_WEBHOOK_SECRET: `whsec_${key}`,
    },
  });
  if (status !== 0) throw new Error(`The bundle does not load: ${stderr}`);
  // Outside the Functions host the bundle also prints that it registers nothing.
  return Number(/^loaded (.+)$/m.exec(stdout)?.[1]);
}
