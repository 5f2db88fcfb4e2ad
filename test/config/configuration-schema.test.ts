import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { writeConfiguration } from '../../local/sandbox/configuration.ts';
import { loadVendors } from '../../local/sandbox/vendors/load-vendors.ts';

// test/connectors/catalogue.test.ts checks that the committed schema is up to date.

const root = path.join(__dirname, '..', '..');
const read = (...names: string[]) => readFileSync(path.join(root, ...names), 'utf8');

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(read('docs', 'habeas.config.schema.json')) as object);

/** The mistakes that an editor would show: the place and what is wrong there. */
function mistakesIn(configuration: unknown): string[] {
  validate(configuration);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message = '' }) => `${instancePath} ${message}`.trim());
}

interface Configuration {
  readonly systems: readonly {
    readonly connector: string;
    readonly settings: object;
    readonly secrets: object;
  }[];
  readonly policy?: object;
}

/** The examples of a configuration that a page shows. */
function shownIn(page: string): Configuration[] {
  const blocks = [...read(page).matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks
    .filter((text) =>
      /^\{\s+("\$schema": "[^"]*",\s+)?"systems": \[\s+\{\s+"id": "[^"]*",\s+"connector"/.test(
        text,
      ),
    )
    .filter((text) => text.includes('"settings"'))
    .map((text) => JSON.parse(text) as Configuration);
}

async function ofSandbox(): Promise<Configuration> {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-schema-'));
  try {
    const vendors = await loadVendors('core');
    const ids = vendors.flatMap(({ systems }) => systems.map(({ id }) => id));
    const urls = Object.fromEntries(ids.map((id) => [id, 'http://127.0.0.1:7081']));
    const authority = 'https://localhost:7443';
    const file = writeConfiguration(folder, vendors, { authority, systems: urls });
    return JSON.parse(readFileSync(file, 'utf8')) as Configuration;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the configuration of the sandbox and the examples of the pages have no mistake', async () => {
  const sandbox = await ofSandbox();
  expect(sandbox.systems.length).toBeGreaterThanOrEqual(5);
  expect(mistakesIn(sandbox)).toEqual([]);
  const policy = JSON.parse(read('examples', 'policy.json')) as object;
  expect(mistakesIn({ $schema: 'habeas.config.schema.json', ...sandbox, policy })).toEqual([]);
  const shown = ['README.md', 'docs/systems.md'].flatMap(shownIn);
  expect(shown.length).toBeGreaterThanOrEqual(2);
  for (const example of shown) expect(mistakesIn(example)).toEqual([]);
});

test('mistakes are shown at their place', async () => {
  const sandbox = await ofSandbox();
  const hubspot = sandbox.systems.find(({ connector }) => connector === 'hubspot');
  const wrong = (change: object) => mistakesIn({ systems: [{ ...hubspot, ...change }] });
  expect(wrong({})).toEqual([]);
  const at = '/systems/0';
  expect(wrong({ settings: { ...hubspot?.settings, settleSecond: 3 } })).toEqual([
    `${at}/settings must NOT have additional properties`,
  ]);
  expect(wrong({ settings: { ...hubspot?.settings, settleSeconds: 'three' } })).toEqual([
    `${at}/settings/settleSeconds must be integer`,
  ]);
  expect(wrong({ secrets: { accessToken: 'pat-12345678' } })).toEqual([
    expect.stringContaining(`${at}/secrets/accessToken must match pattern`),
  ]);
  expect(wrong({ secrets: {} })).toEqual([
    `${at}/secrets must have required property 'accessToken'`,
  ]);
  expect(wrong({ connector: 'sap' })).toEqual([
    `${at}/connector must be equal to one of the allowed values`,
  ]);
  expect(wrong({ mode: 'trial' })).toEqual([
    `${at}/mode must be equal to one of the allowed values`,
  ]);
  expect(mistakesIn({ ...sandbox, policy: { giveUpAfter: '24 hours', lead: 'report' } })).toEqual([
    '/policy must NOT have additional properties',
    '/policy/giveUpAfter must match pattern "^P"',
  ]);
  expect(mistakesIn({ policy: {} })).toEqual(["must have required property 'systems'"]);
});
