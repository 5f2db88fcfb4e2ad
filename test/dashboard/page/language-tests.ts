import { busyOverview } from '../example-overview.ts';
import { busyUpkeep } from '../example-upkeep.ts';
import { api, axeFindings, open, page } from '../page-under-test.ts';

const views = ['overview', 'requests', 'systems', 'queues', 'upkeep'];

const overflow = () =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );

export function languageTests(): void {
  beforeEach(() => {
    api.world.overview = busyOverview();
    api.world.upkeep = busyUpkeep;
    const at = '2026-11-21T08:00:00Z';
    const message = { id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301', insertedAt: at, expiresAt: at };
    api.world.poison = { count: 1, messages: [{ ...message, code: 'invalid-json', size: 9 }] };
  });

  test('uses the language of the browser until the reader chooses another one', async () => {
    await open('', { locale: 'de-DE' });
    await page.getByRole('heading', { name: 'Übersicht' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await page.getByText('75 % von 40 Versuchen gelangen').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  // German words are the longest, so they show what does not fit.
  test('every view fits a window zoomed to 400 %, in German', async () => {
    await open('', { locale: 'de-DE', viewport: { width: 320, height: 256 } });
    const tooWide: string[] = [];
    for (const view of views) {
      await page.goto(`${api.address}#/${view}`);
      await page.locator('main :is(table, .system, .tiles)').first().waitFor();
      if ((await overflow()) > 0) tooWide.push(view);
    }
    expect(tooWide).toEqual([]);
  });

  test('every view has enough contrast in the dark theme', async () => {
    await open('', { colorScheme: 'dark' });
    for (const view of views) {
      await page.goto(`${api.address}#/${view}`);
      await page.locator('main :is(table, .system, .tiles)').first().waitFor();
      expect([view, await axeFindings(['color-contrast'])]).toEqual([view, []]);
    }
  });

  test('asks again who calls when a sign-in ends in the middle, and comes back to the same view', async () => {
    await open('#/upkeep');
    await page.getByRole('heading', { name: 'Versions of the flow' }).waitFor();
    api.world.key = 'k';
    await page.reload();
    await page.getByLabel('Key of the service').fill('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Versions of the flow' }).waitFor();
  });
}
