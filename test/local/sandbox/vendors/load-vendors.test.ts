import { readdirSync } from 'node:fs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../../../local/sandbox/start-sandbox.ts';
import { loadVendors } from '../../../../local/sandbox/vendors/load-vendors.ts';

const folder = path.resolve(__dirname, '../../../../local/sandbox/vendors');
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('vendors', () => {
  it('are found by their folders, the core ones first and alone', async () => {
    const all = await loadVendors('all');
    expect(all.map(({ name }) => name).sort()).toEqual([...folders].sort());
    const core = await loadVendors('core');
    expect(core.flatMap(({ systems }) => systems.map(({ id }) => id))).toEqual([
      'b2c-de',
      'b2c-fr',
      'b2c-us',
      'hubspot',
      'mailchimp',
    ]);
    expect(all.slice(0, core.length).map(({ name }) => name)).toEqual(core.map(({ name }) => name));
  });

  it('share no system and no secret, and configure each of their systems', async () => {
    const all = await loadVendors('all');
    const ids = all.flatMap(({ systems }) => systems.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const urls = { authority: 'https://a', systems: {} };
    const entries = all.flatMap((vendor) => vendor.configuration(urls));
    expect(entries.map(({ id }) => id)).toEqual(ids);
    for (const vendor of all)
      for (const { connector, secrets } of vendor.configuration(urls)) {
        expect(connector).toBe(vendor.name);
        for (const secret of Object.values(secrets))
          expect(Object.keys(vendor.secrets)).toContain(secret.replace('env:', ''));
      }
  });
});

describe('a world', () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
  afterAll(() => {
    rmSync(dataFolder, { recursive: true });
  });

  interface Person {
    person: string;
    records: { system: string; id: string }[];
  }

  async function start(systems: 'core' | 'all') {
    const sandbox = await startSandbox({ dataFolder, people: 120, systems });
    const answer = await fetch(`${sandbox.control}/control/people?limit=1000`);
    const people = (await answer.json()) as Person[];
    const config = JSON.parse(readFileSync(sandbox.configFile, 'utf8')) as {
      systems: { id: string }[];
    };
    await sandbox.stop();
    return { people, ids: config.systems.map(({ id }) => id) };
  }

  it('gets the other vendors when it is started with all, and its core records stay', async () => {
    const core = await start('core');
    const all = await start('all');
    const again = await start('core');
    expect(core.ids).toHaveLength(5);
    expect(again.ids).toEqual(core.ids);
    expect(all.ids.length).toBeGreaterThan(5);
    const coreOnly = ({ person, records }: Person) => ({
      person,
      records: records.filter(({ system }) => core.ids.includes(system)),
    });
    const known = new Set(core.people.map(({ person }) => person));
    expect(all.people.filter(({ person }) => known.has(person)).map(coreOnly)).toEqual(
      core.people.map(coreOnly),
    );
    const added = all.people.filter(({ person }) => !known.has(person));
    expect(added.length).toBeGreaterThan(0);
    expect(added.every(({ person }) => person >= 'p-800000')).toBe(true);
    expect(again.people).toEqual(all.people);
    for (const system of all.ids.slice(5))
      expect(all.people.some(({ records }) => records.some((one) => one.system === system))).toBe(
        true,
      );
  });
});
