// Whole erasures per second: Habeas over its own API, compared with a plain script that makes the same vendor calls, on the same sandbox.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import { cpuMeter } from './cpu-time.ts';
import { median, round } from './figures.ts';
import { makePeople, stillThere, type BenchPerson } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { habeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';
import { erasePlainly } from './plain-erasures.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '400' },
    width: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const count = Number(values.people);
const width = Number(values.width);
const rounds = Number(values.rounds);
/** Erasures before the measurement. A service runs for weeks, so code that runs for the first time must not be measured. */
const warmUp = 200;

const stack = await startBenchStack();
try {
  const { api, sandbox, storage } = stack.run;
  const habeas = habeasErasures(api, storage);
  const systems = openSandboxSystems(stack.dataFolder);
  const states = new Map<string, number>();
  let left = 0;

  /** Erases the given number of invented people with one of the two, and returns what that took. */
  async function measured(
    name: string,
    many: number,
    erase: (person: BenchPerson) => Promise<unknown>,
  ) {
    const people = await makePeople(sandbox, name, many);
    const cpu = cpuMeter({ ...stack.run.processes, script: process.pid });
    const seconds = await inFlight(people, width, erase);
    const taken = { perSecond: round(many / seconds), cpuMs: cpu(many) };
    left += await stillThere(sandbox, people);
    return taken;
  }
  const plainly = (name: string, many: number) =>
    measured(name, many, (person) => erasePlainly(systems, person));
  const throughHabeas = (name: string, many: number) =>
    measured(name, many, async (person) => {
      const state = await habeas.erase(person);
      states.set(state, (states.get(state) ?? 0) + 1);
    });

  console.log(`Erasing ${String(warmUp)} people by each of the two to warm up …`);
  await plainly('WarmPlain', warmUp);
  await throughHabeas('WarmHabeas', warmUp);
  const results = [];
  for (let number = 1; number <= rounds; number++) {
    console.log(`Round ${String(number)} of ${String(rounds)}: ${String(count)} people each …`);
    const plain = await plainly(`Plain${String(number)}`, count);
    const ours = await throughHabeas(`Habeas${String(number)}`, count);
    results.push({ plain, habeas: ours, ratio: round(ours.perSecond / plain.perSecond) });
    console.log(JSON.stringify(results.at(-1)));
  }

  habeas.stop();
  const ended = [...states.values()].reduce((sum, some) => sum + some, 0);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    people: count,
    inFlight: width,
    plainPerSecond: median(results.map(({ plain }) => plain.perSecond)),
    habeasPerSecond: median(results.map(({ habeas: ours }) => ours.perSecond)),
    ratio: median(results.map(({ ratio }) => ratio)),
    rounds: results,
    states: Object.fromEntries(states),
    lost: ended - (states.get('completed') ?? 0),
    left,
  };
  console.dir(result, { depth: null });
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'product.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (result.lost > 0 || left > 0) process.exitCode = 1;
} finally {
  await stack.stop();
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
