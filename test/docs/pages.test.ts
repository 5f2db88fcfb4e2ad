import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import { failureCodes } from '../../src/domain/failure.ts';
import { requestStates } from '../../src/domain/request.ts';
import { verdicts } from '../../src/domain/verdict.ts';
import { root } from '../house/source-files.ts';

const textOf = (page: string) => readFileSync(path.join(root, page), 'utf8');
const pages = ['*.md', '{docs,infra,bench,local}/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .sort();

/** The anchors of the headings: lower case and hyphens only. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

function isThere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const found = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, found))) return false;
  return anchor === undefined || anchorsOf(found).includes(anchor);
}

test.each(pages)('every link of %s has a target', (page) => {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const dead = targets.filter((target) => !/^https?:/.test(target) && !isThere(page, target));
  expect(dead).toEqual([]);
});

test('a link without a target is found', () => {
  expect(isThere('README.md', 'CONTRIBUTING.md')).toBe(true);
  expect(isThere('README.md', 'docs/no-such-page.md')).toBe(false);
  expect(isThere('README.md', 'infra/README.md#no-such-heading')).toBe(false);
});

test('every command of the pages exists', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = pages.flatMap((page) => [
    ...[...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script),
  ]);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test('every file and folder that the pages name exists', () => {
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/`((?:src|local|test|scripts|infra|bench|docs)\/[\w./-]*)`/g)].map(
      ([, name = '']) => name,
    ),
  );
  const examples = [
    'src/connectors/pipedrive/connector.ts',
    'test/connectors/examples/pipedrive.ts',
  ];
  expect(named.length).toBeGreaterThan(10);
  expect(
    named.filter((name) => !examples.includes(name) && !existsSync(path.join(root, name))),
  ).toEqual([]);
});

test('the configuration in the README is accepted', () => {
  const example = /```json\n(\{\n {2}"systems"[\s\S]*?)```/.exec(textOf('README.md'))?.[1] ?? '';
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-docs-'));
  try {
    writeFileSync(path.join(folder, 'habeas.config.json'), example);
    const key = Buffer.alloc(32, 1).toString('base64');
    const { systems, policy } = readConfiguration({
      appFolder: folder,
      connectors,
      now: () => new Date(0),
      environment: {
        AzureWebJobsStorage: 'UseDevelopmentStorage=true',
        HABEAS_KEY_ENCRYPTION_KEY: key,
        HABEAS_LOOKUP_KEY: key,
        HABEAS_WEBHOOK_SECRET: `whsec_${key}`,
        PORTAL_SECRET: `whsec_${key}`,
        B2C_DE_SECRET: 'a-secret',
        HUBSPOT_TOKEN: 'a-token',
        MAILCHIMP_API_KEY: 'a-key-us21',
      },
    });
    expect(systems.all().map(({ id }) => id)).toEqual(['b2c-de', 'hubspot', 'mailchimp']);
    expect(policy.callbacks.origins).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the runbook says what to do about every state, verdict and code', () => {
  const runbook = textOf('docs/runbook.md');
  const words = [...requestStates, ...verdicts, ...failureCodes];
  expect(words.filter((word) => !runbook.includes(`\`${word}\``))).toEqual([]);
});

test('pages configure systems of connectors that exist, and every connector has a chapter', () => {
  const known = connectors.map(({ name }) => name);
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/^ *"connector": "([\w-]+)",$/gm)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  const chapters = textOf('docs/connectors.md');
  expect(known.filter((name) => !chapters.includes(`\`"connector": "${name}"\``))).toEqual([]);
});
