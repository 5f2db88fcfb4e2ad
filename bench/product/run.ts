// Whole erasures per second: Habeas over its own API, beside the same vendor calls made by a plain script, against the same sandbox in one run.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../../src/config.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import { cpuSeconds } from './cpu-time.ts';
import { makePeople, stillThere } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { habeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';
import { erasePlainly } from './plain-erasures.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '400' },
    width: { type: 'string', default: '200' },
  },
});
const count = Number(values.people);
const width = Number(values.width);

const stack = await startBenchStack();
try {
  const { api, sandbox, storage } = stack.run;
  const habeas = habeasErasures(api, storage);
  const systems = openSandboxSystems(stack.dataFolder);
  console.log(`Making ${String(2 * count)} people …`);
  const [forHabeas, forPlain, warmUp] = [
    await makePeople(sandbox, 'Habeas', count),
    await makePeople(sandbox, 'Plain', count),
    await makePeople(sandbox, 'Warm', 20),
  ];
  await inFlight(warmUp.slice(0, 10), 10, (person) => erasePlainly(systems, person));
  await inFlight(warmUp.slice(10), 10, async (person) => {
    await habeas.erase(person);
  });

  console.log(`Erasing ${String(count)} people by the plain script, ${String(width)} at a time …`);
  const plainCpu = meter();
  const plainSeconds = await inFlight(forPlain, width, (person) => erasePlainly(systems, person));
  const plainCpuMs = plainCpu();
  console.log(`Erasing ${String(count)} people through Habeas, ${String(width)} at a time …`);
  const states = new Map<string, number>();
  const habeasCpu = meter();
  const habeasSeconds = await inFlight(forHabeas, width, async (person) => {
    const state = await habeas.erase(person);
    states.set(state, (states.get(state) ?? 0) + 1);
  });

  const habeasCpuMs = habeasCpu();
  habeas.stop();
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    people: count,
    inFlight: width,
    plainPerSecond: round(count / plainSeconds),
    habeasPerSecond: round(count / habeasSeconds),
    ratio: round(plainSeconds / habeasSeconds),
    plainCpuMs,
    habeasCpuMs,
    states: Object.fromEntries(states),
    lost: count - (states.get('completed') ?? 0),
    leftByPlain: await stillThere(sandbox, forPlain),
    leftByHabeas: await stillThere(sandbox, forHabeas),
  };
  console.log(result);
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'product.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (result.lost > 0 || result.leftByHabeas > 0) process.exitCode = 1;
} finally {
  await stack.stop();
}

/** CPU milliseconds per erasure since it was made, by process; `script` is this one. */
function meter(): () => Record<string, number> {
  const pids = { ...stack.run.processes, script: process.pid };
  const used = () => Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  const before = new Map(used());
  return () =>
    Object.fromEntries(
      used().map(([name, seconds]) => [
        name,
        Math.round(((seconds - (before.get(name) ?? 0)) * 1000) / count),
      ]),
    );
}

/** The systems of the running sandbox, opened as the service opens them. */
function openSandboxSystems(dataFolder: string) {
  const folder = path.join(dataFolder, 'sandbox');
  const ca = readFileSync(path.join(folder, 'tls', 'ca.pem'), 'utf8');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
  const secrets = JSON.parse(readFileSync(path.join(folder, 'secrets.env.json'), 'utf8')) as Record<
    string,
    string
  >;
  const key = () => randomBytes(32).toString('base64');
  const { systems } = readConfiguration({
    appFolder: dataFolder,
    connectors,
    now: () => new Date(),
    environment: {
      HABEAS_CONFIG: path.join(folder, 'habeas.config.json'),
      HABEAS_KEY_ENCRYPTION_KEY: key(),
      HABEAS_LOOKUP_KEY: key(),
      HABEAS_WEBHOOK_SECRET: `whsec_${key()}`,
      HABEAS_PUBLIC_URL: 'http://127.0.0.1/',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      ...secrets,
    },
  });
  return systems.all();
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
