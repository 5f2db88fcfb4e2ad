import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { startFakeApi, type FakeApi } from './fake-api.ts';
import { requestView, systemVerdict } from './web/request-view.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-page-'));
let html: string;
let browser: Browser;
let api: FakeApi;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const output = path.join(folder, 'index.html');
  execFileSync(process.execPath, ['scripts/build-page.mjs', output]);
  html = readFileSync(output, 'utf8');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  api = await startFakeApi(html);
  api.world.systems = [
    { id: 'b2c-de', title: 'Customers Germany', connector: 'azure-ad-b2c', role: 'directory' },
    { id: 'hubspot', title: 'HubSpot', connector: 'hubspot', role: 'downstream' },
  ];
  api.world.requests = [running(), excepted(), done()];
});

afterEach(async () => {
  await page.context().close();
  await api.close();
});

function running() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ03',
    reference: 'CASE-3',
    dueAt: new Date(Date.now() + 2.5 * 86_400_000).toISOString(),
    systems: [
      systemVerdict(),
      systemVerdict({ id: 'hubspot', connector: 'hubspot', title: 'HubSpot', verdict: 'absent' }),
    ],
  });
}

function excepted() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ02',
    reference: 'CASE-2',
    state: 'completed-with-exceptions',
    finishedAt: '2026-11-21T08:01:00Z',
    delivery: { state: 'dead-lettered', attempts: 41 },
    systems: [
      systemVerdict({
        verdict: 'erased',
        counts: { found: { users: 1 }, left: { users: 0, deletedItems: 0 } },
        residuals: [{ what: 'audit-records', verdict: 'expires', until: '2026-11-28T08:00:00Z' }],
      }),
      systemVerdict({
        id: 'hubspot',
        connector: 'hubspot',
        title: 'HubSpot',
        verdict: 'failed',
        code: 'permission-missing',
        leads: 2,
        attempts: 7,
        counts: { found: { contacts: 1 } },
      }),
      systemVerdict({
        id: 'b2c-fr',
        title: 'Customers France',
        verdict: 'erased',
        residuals: [{ what: 'audit-records', verdict: 'present', until: '2026-11-14T08:00:00Z' }],
      }),
    ],
  });
}

function done() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ01',
    type: 'access',
    reference: null,
    state: 'completed',
    reason: 'no-match',
    finishedAt: '2026-11-21T08:01:00Z',
    delivery: { state: 'delivered', attempts: 1 },
    systems: [systemVerdict({ verdict: 'absent', counts: { found: {} } })],
  });
}

async function open(hash = '', options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(10_000);
  await page.goto(api.address + hash);
}

const rowsOf = () => page.getByRole('table').getByRole('row');

/** Texts of the first column, once the page shows that many requests. */
async function shownRequests(count: number): Promise<string[]> {
  const links = page.getByRole('rowheader').getByRole('link');
  await links.nth(count).waitFor({ state: 'detached' });
  await links.nth(count - 1).waitFor();
  return links.allTextContents();
}

describe('the list', () => {
  test('shows requests newest first, with state, progress and due date', async () => {
    await open();
    expect(await shownRequests(3)).toEqual(['CASE-3', 'CASE-2', '01KAJ3ZZZZZZZZZZZZZZZZZZ01']);
    const first = await rowsOf().nth(1).innerText();
    expect(first).toContain('Running');
    expect(first).toContain('1 of 2');
    expect(first).toContain('2 days left');
    expect(await rowsOf().nth(2).innerText()).toContain('3 of 3, 2 exceptions');
    expect(complaints).toEqual([]);
  });

  test('narrows by state, type, system and reference, and keeps that in the address', async () => {
    await open();
    await page.getByLabel('State').selectOption('completed');
    expect(await shownRequests(1)).toEqual(['01KAJ3ZZZZZZZZZZZZZZZZZZ01']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await shownRequests(3);
    await page.getByLabel('System').selectOption({ label: 'HubSpot' });
    expect(await shownRequests(2)).toEqual(['CASE-3', 'CASE-2']);
    await page.getByLabel('Reference').fill('CASE-2');
    await page.getByLabel('Reference').press('Enter');
    expect(await shownRequests(1)).toEqual(['CASE-2']);
    expect(page.url()).toContain('#/requests?system=hubspot&reference=CASE-2');
    await page.reload();
    expect(await shownRequests(1)).toEqual(['CASE-2']);
    await page.getByRole('option', { name: 'HubSpot' }).waitFor({ state: 'attached' });
    expect(await page.getByLabel('System').inputValue()).toBe('hubspot');
    await page.getByLabel('Type').selectOption('access');
    await page.getByText('No request passes this filter.').waitFor();
  });

  test('refuses a reference that cannot be one without asking the API', async () => {
    await open();
    await shownRequests(3);
    const field = page.getByLabel('Reference');
    await field.fill('no spaces');
    await field.press('Enter');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(api.calls.filter(({ url }) => url.includes('spaces'))).toEqual([]);
  });

  test('fetches more when there are more than one page', async () => {
    api.world.requests = Array.from({ length: 60 }, (_, place) =>
      requestView({ id: `R${place}`, reference: `N-${place}`, state: 'completed' }),
    );
    await open();
    await shownRequests(50);
    await page.getByRole('button', { name: 'Show more' }).click();
    expect((await shownRequests(60)).at(-1)).toBe('N-59');
  });

  test('shows a new request and a new state by itself, and tells a screen reader', async () => {
    await open();
    await shownRequests(3);
    const [first, ...others] = api.world.requests;
    const fresh = requestView({ id: 'R9', reference: 'CASE-9', state: 'received' });
    if (first) api.world.requests = [fresh, { ...first, state: 'completed' }, ...others];
    expect((await shownRequests(4))[0]).toBe('CASE-9');
    await page.getByRole('status').getByText('1 new request. CASE-3: Completed.').waitFor();
  });
});

describe('one request', () => {
  test('says per system what is true, why, and who must act', async () => {
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02');
    await rowsOf().nth(3).waitFor();
    const [, tenant, crm, other] = await rowsOf().all();
    const erased = await tenant?.innerText();
    expect(erased).toContain('Erased');
    expect(erased).toContain('left 0 users');
    expect(erased).toMatch(/audit records … Expires 28 Nov 2026/);
    expect(await other?.innerText()).toMatch(/audit records ✕ Still there 14 Nov 2026/);
    const failed = await crm?.innerText();
    expect(failed).toContain('permission-missing');
    expect(failed).toContain('a permission is not granted');
    expect(failed).toContain('Operator: grant the permission');
    expect(await page.locator('dl').innerText()).toMatch(/Not taken.*41 attempts/s);
    expect(complaints).toEqual([]);
  });

  test('follows the request while it runs', async () => {
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ03');
    await page.getByRole('cell', { name: 'In progress' }).waitFor();
    const [first, ...others] = api.world.requests;
    if (first) {
      const systems = first.systems.map((system) => ({ ...system, verdict: 'erased' as const }));
      api.world.requests = [{ ...first, state: 'completed', systems }, ...others];
    }
    await page
      .getByRole('status')
      .getByText(/now: Completed.*Customers Germany: Erased/)
      .waitFor();
    expect(await page.getByRole('cell', { name: 'In progress' }).count()).toBe(0);
  });

  test('a system that a broken request left open is not shown as in progress', async () => {
    api.world.requests = [
      requestView({ state: 'failed', reason: 'internal', systems: [systemVerdict()] }),
    ];
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01');
    await page.getByRole('cell', { name: 'Not decided' }).waitFor();
    expect(await page.locator('dl').innerText()).toContain('Habeas itself failed.');
  });

  test('says so when there is no such request', async () => {
    await open('#/requests/NOSUCH');
    await page.getByText('There is no such request.').waitFor();
    expect(await page.getByRole('link', { name: 'All requests' }).isVisible()).toBe(true);
  });
});

describe('when reading fails', () => {
  test('keeps what it knows, says so, and recovers', async () => {
    await open();
    await shownRequests(3);
    api.world.broken = 500;
    await page.getByText('The service answered with an error (500).').waitFor();
    await page.getByText(/What stands below may be old/).waitFor();
    expect(await shownRequests(3)).toHaveLength(3);
    api.world.broken = null;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(/may be old/).waitFor({ state: 'detached' });
  });

  test('pauses in a hidden tab and reads at once when it is shown again', async () => {
    await open();
    await shownRequests(3);
    await page.clock.install();
    const hide = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
         document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await hide(true);
    const before = api.calls.length;
    await page.clock.runFor(60_000);
    expect(api.calls).toHaveLength(before);
    api.world.requests = [requestView({ id: 'R9', reference: 'CASE-9' })];
    await hide(false);
    expect(await shownRequests(1)).toEqual(['CASE-9']);
  });
});

test('an answer the page does not know ends in words, not in a blank page', async () => {
  api.world.requests = [requestView({ state: 'a-state-of-tomorrow' as 'running' })];
  await open();
  await page.getByRole('alert').getByText('Load it again').waitFor();
});

describe('the function key', () => {
  test('is asked for, refused when wrong, kept for the tab and sent as a header only', async () => {
    api.world.key = 'right/key==';
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02');
    const field = page.getByLabel('Key of the function app');
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('did not accept this key').waitFor();
    await field.fill('right/key==');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Request CASE-2' }).waitFor();

    expect(api.calls.at(-1)?.key).toBe('right/key==');
    expect(api.calls.filter(({ url }) => /key/i.test(url))).toEqual([]);
    expect(page.url()).not.toMatch(/right/);
    await page.reload();
    await page.getByRole('heading', { name: 'Request CASE-2' }).waitFor();
    expect(await page.evaluate<number>('localStorage.length')).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
  });
});

describe('the poison queue', () => {
  test('is silent when empty', async () => {
    await open();
    await shownRequests(3);
    expect(await page.getByRole('complementary').count()).toBe(0);
  });

  test('warns with the count and what to do', async () => {
    api.world.poison = {
      count: 2,
      messages: [
        { id: 'm-1', insertedAt: '2026-11-21T08:00:00Z', expiresAt: '2026-11-28T08:00:00Z' },
      ],
    };
    await open();
    const notice = page.getByRole('complementary');
    await notice.getByText('2 messages in dsar-requests-poison').waitFor();
    expect(await notice.innerText()).toContain('send it again to dsar-requests');
    await notice.getByText('Messages', { exact: true }).click();
    await notice.getByText('m-1').waitFor();
  });
});

describe('for everybody', () => {
  test('goes from list to request and back by keyboard, the focus on the heading', async () => {
    await open();
    await shownRequests(3);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const skipped = page.locator('#main:focus');
    await skipped.waitFor();
    for (let stops = 0; stops < 5; stops += 1) await page.keyboard.press('Tab');
    await page.locator('a:focus', { hasText: 'CASE-3' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'CASE-3' }).waitFor();
    expect(await page.title()).toBe('Request CASE-3 – Habeas');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Requests' }).waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in the %s theme',
    async (colorScheme) => {
      api.world.poison = { count: 1, messages: [] };
      await open('', { colorScheme });
      await shownRequests(3);
      await expectAccessible();
      await page.goto(`${api.address}#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02`);
      await page.getByRole('heading', { name: 'Systems' }).waitFor();
      await expectAccessible();
      api.world.broken = 503;
      await page.reload();
      await page.getByText('The service is busy.', { exact: true }).waitFor();
      await expectAccessible();
      api.world.key = 'k';
      await page.reload();
      await page.getByLabel('Key of the function app').waitFor();
      await expectAccessible();
    },
  );

  test('axe finds nothing on a narrow screen', async () => {
    await open('', { viewport: { width: 360, height: 800 } });
    await shownRequests(3);
    await expectAccessible();
    await page.goto(`${api.address}#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02`);
    await page.getByRole('heading', { name: 'Systems' }).waitFor();
    await expectAccessible();
  });

  test('axe would find a fault', async () => {
    await open();
    await shownRequests(3);
    await page.evaluate(`document.querySelector('h1').insertAdjacentHTML('afterend', '<img>')`);
    const { violations } = await axe();
    expect(violations.map(({ id }) => id)).toContain('image-alt');
  });

  test('fits a narrow screen without scrolling sideways', async () => {
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02', { viewport: { width: 320, height: 640 } });
    await page.getByRole('heading', { name: 'Systems' }).waitFor();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  });
});

// Legacy mode opens no second page to gather what frames say: the page has no frames.
const axe = () => new AxeBuilder({ page }).setLegacyMode().analyze();

async function expectAccessible(): Promise<void> {
  const { violations } = await axe();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html: code }) => code)])).toEqual([]);
}

test('the page allows nothing from elsewhere, and holds nothing that would need it', async () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,)/);
  await open();
  await shownRequests(3);
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'window.smuggled = true';
    document.head.append(script);`);
  expect(await page.evaluate('window.smuggled')).toBeUndefined();
  expect(complaints.join()).toContain('Content Security Policy');
});
