import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { exceptedRequest, systems, unmatchedRequest, waitingRequest } from './example-requests.ts';
import { startFakeApi, type FakeApi } from './fake-api.ts';

// What the tests share: one browser and one build of the page; an API and a tab of its own for each test.
let browser: Browser;
export let html: string;
export let api: FakeApi;
export let page: Page;
/** Errors on the console since the page was opened. */
export let complaints: string[];

/** Opens the page in a new tab. */
export async function open(
  hash = '#/requests',
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(45_000);
  await page.goto(api.address + hash);
}

/** Texts of the first column, once the page shows that many requests. */
export async function shownRequests(count: number): Promise<string[]> {
  const links = page.getByRole('rowheader').getByRole('link');
  await links.nth(count).waitFor({ state: 'detached' });
  await links.nth(count - 1).waitFor();
  return links.allTextContents();
}

/** Text of every row of a table without its heading, once there are that many. */
export async function rowTexts(table: string, count: number): Promise<string[]> {
  const rows = page.getByRole('table', { name: table }).getByRole('row');
  await rows.nth(count).waitFor();
  const texts = await rows.allInnerTexts();
  return texts.slice(1).map((text) => text.replaceAll(/\s+/g, ' '));
}

/** Builds the page and starts the browser once, and gives every test a fresh API and tab. */
export function setUpPage(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-page-'));
  // A browser on a busy machine is slow, and a test must not depend on its speed.
  jest.setTimeout(120_000);

  beforeAll(async () => {
    const output = path.join(folder, 'index.html');
    execFileSync(process.execPath, ['scripts/build-page.mjs', output]);
    html = readFileSync(output, 'utf8');
    browser = await launchBrowser();
    // The browser is unpacked by the first run.
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    api = await startFakeApi(html);
    api.world.systems = systems;
    api.world.requests = [waitingRequest(), exceptedRequest(), unmatchedRequest()];
  });

  afterEach(async () => {
    await page.context().close();
    await api.close();
  });
}

type Finding = [rule: string, places: string[]];

/** The violations that axe finds, by rule and place. When rules are named, only these are checked. */
export async function axeFindings(rules?: string[]): Promise<Finding[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({
    // The places of all rules that pass would take longer to send than to find.
    resultTypes: ['violations'],
    ...(rules && { runOnly: rules }),
  });
  return page.evaluate<Finding[]>(
    `axe.run(document, ${options}).then(({ violations }) =>
       violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
  );
}
