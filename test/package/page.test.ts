import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { catalogueRows } from '../../src/connectors/azure-ad-b2c/attribute-rows.ts';
import type { StagedLine } from '../../src/package/staged-line.ts';
import { launchBrowser } from '../dashboard/browser.ts';
import { examplePackage, exportedSystem } from '../support/example-package.ts';
import { systemLine } from '../support/requests.ts';

// A browser is slow on a busy machine.
jest.setTimeout(120_000);

const attacks = [
  '<script>window.ran = 1</script>',
  '"><img src=x onerror="window.ran = 1">',
  "javascript:window.ran=1//'",
  '</style><svg onload=window.ran=1>',
  '${window.ran = 1} {count} `',
  'user\u202Egnp.exe\u0000\uD800',
];

function* lines(): Generator<StagedLine> {
  const user = {
    displayName: attacks[0],
    city: attacks[1],
    createdDateTime: '2025-01-02T03:04:05Z',
  };
  for (const item of catalogueRows(user, [])) yield { part: 'attributes', item };
  for (const attack of attacks) yield { part: attack, item: { [attack]: attack } };
  yield { part: 'notes', item: { text: `${'A'.repeat(1_000_000)}end` } };
  yield { part: 'notes', remark: attacks[0]! };
  for (let n = 0; n < 1200; n += 1)
    yield {
      part: 'auditEvents',
      item: {
        activityDisplayName: n % 2 ? 'Validate local account credentials' : attacks[1],
        activityDateTime: new Date(Date.UTC(2026, 1, 1, 0, n)).toISOString(),
        initiatedBy: { user: { redacted: 'another person' } },
        additionalDetails: [{ key: 'ClientIpAddress', value: `203.0.113.${String(n % 200)}` }],
      },
    };
}

let browser: Browser;
let folder: string;
let complaints: string[];
let loaded: string[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'habeas-package-'));
  const systems = [
    exportedSystem('b2c-de', 'azure-ad-b2c'),
    systemLine('crm', { verdict: 'failed', title: attacks[1]!, leads: 2 }),
  ];
  const files = await examplePackage({ 'b2c-de': lines }, { language: 'de', systems });
  for (const { path: name, content } of files.values()) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  complaints = [];
  loaded = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
  return page;
}

async function axeFindings(page: Page, runOnly?: string[]): Promise<unknown> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ resultTypes: ['violations'], ...(runOnly && { runOnly }) });
  return page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) =>
       violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
  );
}

test('shows hostile values, runs none of them, and loads nothing', async () => {
  const page = await open();
  const shown = await page.locator('main').innerText();
  for (const attack of attacks.slice(0, 5)) expect(shown).toContain(attack);
  expect(shown).toContain('user[U+202E]gnp.exe[U+0000]\uFFFD');
  expect(shown).toContain('Hier gekürzt. Der ganze Text steht im Ordner data/b2c-de.');
  await page.getByRole('link', { name: 'Seite 3' }).click();
  await page.getByRole('heading', { level: 1, name: 'Februar 2026, Seite 3' }).waitFor();
  expect(await page.getByRole('listitem').count()).toBe(200);

  expect(await page.evaluate('window.ran')).toBeUndefined();
  expect(complaints).toEqual([]);
  expect(loaded.map((url) => new URL(url).protocol + path.extname(url))).toEqual([
    'file:.html',
    'file:.html',
  ]);
  await page.context().close();
});

test('the search ignores case and accents, and works by keyboard', async () => {
  const page = await open();
  await page.getByLabel('Auf dieser Seite suchen').focus();
  await page.keyboard.type('anZEIGEname');
  await page.getByText('Ein Eintrag gefunden').waitFor();
  expect(await page.locator('tr[data-find]:visible').count()).toBe(1);
  await page.context().close();
});

test('can be read without scripts', async () => {
  const page = await open({ javaScriptEnabled: false });
  const shown = await page.locator('main').innerText();
  expect(shown).toContain('Anzeigename');
  expect(shown).not.toContain('Auf dieser Seite suchen');
  await page.context().close();
});

test('axe finds nothing in the overview', async () => {
  const page = await open();
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});

test('axe finds nothing in a page of events, on a phone', async () => {
  const page = await open({ viewport: { width: 360, height: 640 } });
  expect(await overflow(page)).toBe(0);
  await page.getByRole('link', { name: 'Seite 3' }).click();
  await page.getByRole('heading', { level: 1, name: 'Februar 2026, Seite 3' }).waitFor();
  expect(await overflow(page)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});

// Colours are all that the dark theme changes.
test('the dark theme has enough contrast', async () => {
  const page = await open({ colorScheme: 'dark' });
  expect(await axeFindings(page, ['color-contrast'])).toEqual([]);
  await page.context().close();
});

function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
