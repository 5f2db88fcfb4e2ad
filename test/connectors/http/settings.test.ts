import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectors } from '../../../src/connectors/catalogue.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import { openSystems } from '../../../src/config/open-systems.ts';

interface Entry {
  readonly settings: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  readonly [name: string]: unknown;
}

/** The example of a documentation page. */
function exampleIn(page: string): Entry {
  const text = readFileSync(path.resolve(__dirname, '../../../docs', page), 'utf8');
  const [, block = ''] = /```json\n( *\{\n *"id"[\s\S]*?)```/.exec(text) ?? [];
  return JSON.parse(block) as Entry;
}

function mistakesOf(entry: object): string[] {
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const { mistakes } = openSystems([entry], {
    file: 'habeas.config.json',
    connectors,
    environment: readEnvironment({ LOYALTY_KEY: secret, ORDERS_SECRET: secret }),
    now: () => new Date(),
  });
  return mistakes.map((one) => `${one.path}: ${one.fix}`);
}

const http = exampleIn('http-services.md');
const processor = exampleIn('processor-protocol.md');
const withSettings = (entry: Entry, settings: object) => ({
  ...entry,
  settings: { ...entry.settings, ...settings },
});

test('the examples of the pages are accepted', () => {
  expect(mistakesOf(http)).toEqual([]);
  expect(mistakesOf(processor)).toEqual([]);
});

test.each<[string, object, RegExp]>([
  [
    'an unknown variable in a path',
    { erase: { path: '/members/{member}' } },
    /^systems\[0\]\.settings\.erase\.path: names \{member\}, which is not known here: write \{id\}$/,
  ],
  [
    'an unknown variable in a query',
    { find: { email: { path: '/m', query: { mail: '{email}' }, records: '$' } } },
    /settings\.find\.email\.query\.mail: names \{email\}.*write \{value\}/,
  ],
  [
    'an unknown variable deep in a body',
    { verify: { path: '/m', body: { a: [{ b: '{value}' }] } } },
    /settings\.verify\.body: names \{value\}.*write \{id\}/,
  ],
  [
    'a query in a path',
    { verify: { path: '/m?x={id}' } },
    /settings\.verify\.path: must begin with/,
  ],
  [
    'an erasure that names no record',
    { erase: { path: '/members', query: { force: 'true' } } },
    /settings\.erase\.path: has no \{id\} in path, query or body: it would concern everybody/,
  ],
  [
    'a search that names nobody',
    { find: { email: { path: '/members', records: '$' } } },
    /settings\.find\.email\.path: has no \{value\}/,
  ],
  [
    'something that is no JSONPath',
    { fields: { id: 'id', emails: '$.mail', objectIds: '$.o' } },
    /settings\.fields\.id: must be a JSONPath/,
  ],
  [
    'a look-up whose field is not named',
    { fields: { id: '$.id', objectIds: '$.o' } },
    /settings\.fields: finds by email, so it needs emails or otherEmails/,
  ],
  ['no look-up', { find: {} }, /settings\.find: must name a look-up/],
  [
    'a private address that is not listed',
    { baseUrl: 'https://10.0.0.7/api' },
    /settings\.baseUrl: must be https with a public host; list the host in internalHosts/,
  ],
  ['plain http', { baseUrl: 'http://x.example.org' }, /settings\.baseUrl: must be https/],
  [
    'a token from a private address',
    { auth: { type: 'oauth2', tokenUrl: 'https://127.0.0.1/token', clientId: 'c' } },
    /settings\.auth\.tokenUrl: must be https with a public host/,
  ],
])('%s stops the start, with its path and the fix', (_, settings, mistake) => {
  expect(mistakesOf(withSettings(http, settings))).toEqual([expect.stringMatching(mistake)]);
});

test('a secret that the settings need stops the start when it is missing', () => {
  expect(mistakesOf({ ...http, secrets: {} })).toEqual([
    'systems[0].secrets.secret: is missing: write env:NAME and set the environment variable NAME',
  ]);
  expect(mistakesOf(withSettings(http, { auth: { type: 'none' } }))).toEqual([]);
  expect(mistakesOf({ ...http, secrets: { secret: 'env:UNSET' } })).toHaveLength(1);
  const opendsr = withSettings(processor, { dialect: 'opendsr' });
  expect(mistakesOf(opendsr)).toEqual([expect.stringMatching(/^systems\[0\]\.secrets\.token: /)]);
});
