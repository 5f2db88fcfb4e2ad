import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectors } from '../../src/connectors/catalogue.ts';
import { policySchema } from '../../src/config/file-schema.ts';

const root = path.join(__dirname, '..', '..');
const read = (...names: string[]) => readFileSync(path.join(root, ...names), 'utf8');

test('the example of a policy is valid, and lets erasures wait for approval', () => {
  const policy = policySchema.parse(JSON.parse(read('examples', 'policy.json')));
  expect(policy.gates.at(-1)).toMatchObject({ type: 'erasure', approvals: 1, freeze: true });
});

test('the rules that the page shows are valid, and name classes that the connectors have', () => {
  const [, section = ''] = read('docs', 'policy.md').split('## What is kept');
  const [, json = ''] = section.split('```json');
  const [shown = ''] = json.split('```');
  const { retention } = policySchema.parse(JSON.parse(shown));
  const classes = connectors.flatMap((one) => (one.classes ?? []).map(({ name }) => name));
  expect(retention.flatMap(({ what }) => what ?? [])).not.toEqual([]);
  for (const { what } of retention) if (what !== undefined) expect(classes).toContain(what);
});

test('the page about the policy names every key, and no other', () => {
  const page = read('docs', 'policy.md');
  const [, table = ''] = page.split('## All keys');
  const named = [...table.matchAll(/^\| `([A-Za-z]+)`/gm)].map(([, key]) => key);
  expect(named.sort()).toEqual(Object.keys(policySchema.shape).sort());
});
