import type { BrowserContextOptions } from 'playwright-core';
import { waitingTimeline } from '../example-requests.ts';
import {
  api,
  axeFindings,
  complaints,
  html,
  open,
  page,
  shownRequests,
} from '../page-under-test.ts';

export function accessibilityTests(): void {
  beforeEach(() => {
    api.world.poison = { count: 1, messages: [] };
    for (const { id } of api.world.requests) api.world.timelines[id] = waitingTimeline;
  });

  test('goes from list to request and back by keyboard, the focus on the heading', async () => {
    await open();
    await shownRequests(3);
    const { keyboard } = page;
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
    const link = page.locator('a:focus', { hasText: 'CASE-3' });
    for (let stops = 0; stops < 40 && !(await link.isVisible()); stops += 1)
      await keyboard.press('Tab');
    await link.waitFor();
    await keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'CASE-3' }).waitFor();
    expect(await page.title()).toBe('Request CASE-3 – Habeas');
    await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Requests' }).waitFor();
  });

  // One test for each view, because axe is slow on a busy machine.
  test.each([
    ['the list', () => showList()],
    ['a request', () => showRequest('CASE-3')],
    ['a service that is away', showAway],
    ['the question for a key', showKeyForm],
  ])('axe finds nothing in %s', async (_view, show) => {
    await show();
    expect(await axeFindings()).toEqual([]);
  });

  // The dark theme changes only colours.
  test('the dark theme has enough contrast', async () => {
    await showList({ colorScheme: 'dark' });
    expect(await axeFindings(['color-contrast'])).toEqual([]);
    await page.context().close();
    await showRequest('CASE-2', { colorScheme: 'dark' });
    expect(await axeFindings(['color-contrast'])).toEqual([]);
  });

  test('fits a window zoomed to 400 % without scrolling sideways, and axe finds nothing there', async () => {
    const zoomed = { viewport: { width: 320, height: 256 } };
    await showList(zoomed);
    expect(await overflow()).toBe(0);
    await page.context().close();
    await showRequest('CASE-2', zoomed);
    expect(await overflow()).toBe(0);
    await page.context().close();
    await showRequest('CASE-3', zoomed);
    expect(await overflow()).toBe(0);
    expect(await axeFindings()).toEqual([]);
  });

  test('axe would find a fault', async () => {
    await open();
    await shownRequests(3);
    await page.evaluate(`document.querySelector('h1').insertAdjacentHTML('afterend', '<img>')`);
    expect((await axeFindings(['image-alt'])).map(([rule]) => rule)).toEqual(['image-alt']);
  });

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
}

async function showList(options?: BrowserContextOptions): Promise<void> {
  await open('#/requests', options);
  await shownRequests(3);
}

async function showRequest(reference: string, options?: BrowserContextOptions): Promise<void> {
  const request = api.world.requests.find((one) => one.reference === reference);
  await open(`#/requests/${String(request?.id)}`, options);
  await page.getByRole('table', { name: 'What happened, in order' }).waitFor();
}

async function showAway(): Promise<void> {
  api.world.broken = 503;
  await open();
  await page.getByText('The service is busy.', { exact: true }).waitFor();
}

async function showKeyForm(): Promise<void> {
  api.world.key = 'k';
  await open();
  await page.getByLabel('Key of the service').waitFor();
}

function overflow(): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
