import { busyOverview } from '../example-overview.ts';
import { systems } from '../example-requests.ts';
import { api, axeFindings, complaints, open, page, rowTexts } from '../page-under-test.ts';

const tiles = () => page.getByRole('list', { name: 'Now' });

export function overviewTests(): void {
  beforeEach(() => {
    api.world.overview = busyOverview();
    api.world.systems = systems.map((one) =>
      one.id === 'hubspot' ? { ...one, health: 'failing', waiting: 7 } : one,
    );
  });

  test('is what the page shows first: counts, days left, systems, and nothing that axe finds', async () => {
    await open('');
    await tiles().getByText('Late').waitFor();
    const counts = await tiles().getByRole('listitem').allInnerTexts();
    expect(counts.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      '12 Open',
      '1 Late',
      '2 Due within a week',
      '6 Waiting for a person',
      '1 Waiting for a system',
      '4 Failed',
    ]);
    const days = page.getByRole('region', { name: 'Days left' });
    expect((await days.innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'Days left Late 1 0 to 7 2 8 to 14 0 15 to 30 8 More 1',
    );
    const [german, hubspot] = await rowTexts('Systems, last 24 hours', 2);
    expect(german).toContain('Customers Germany ✓ Working – No tries');
    expect(hubspot).toContain('HubSpot ✕ Failing 7 75% of 40 tries succeeded');
    expect(hubspot).toContain('1 s on average, at most 2.5 s in an hour');
    expect(await page.getByText('The brake holds 3 requests').count()).toBe(1);
    expect(await axeFindings()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('each count leads to its requests; back leads to the overview, the focus on its heading', async () => {
    await open('');
    await tiles().getByRole('link', { name: 'Waiting for a person' }).click();
    await page.locator('h1:focus', { hasText: 'Requests' }).waitFor();
    expect(page.url()).toMatch(/#\/requests\?state=person$/);
    const views = page.getByRole('navigation', { name: 'Views' });
    expect(await views.locator('[aria-current=page]').allInnerTexts()).toEqual(['Requests']);
    await page.goBack();
    await page.locator('h1:focus', { hasText: 'Overview' }).waitFor();
    expect(await views.locator('[aria-current=page]').allInnerTexts()).toEqual(['Overview']);
  });

  test('says what needs the caller, by role', async () => {
    const duties = () => page.getByRole('region', { name: 'What needs you' }).getByRole('link');
    api.world.caller = { kind: 'key', id: 'desk', roles: ['Approver'] };
    await open('');
    await page.getByText('Key desk (Approver)').waitFor();
    expect(await duties().allInnerTexts()).toEqual([
      '2 requests to approve',
      'Requests that you handle',
    ]);
    api.world.caller = { kind: 'key', id: 'desk', roles: ['Operator'] };
    await page.reload();
    await page.getByText('Key desk (Operator)').waitFor();
    expect(await duties().allInnerTexts()).toEqual([
      '1 request in which records must be chosen',
      '3 requests on hold',
      '1 system is failing',
      'Requests that you handle',
    ]);
  });

  test('tells a screen reader what changed, and a caller without the role where to go', async () => {
    await open('');
    await tiles().waitFor();
    await page.clock.install();
    api.world.overview = { ...busyOverview(), late: 2 };
    await page.reload();
    await tiles().waitFor();
    api.world.overview = { ...busyOverview(), late: 3 };
    await page.clock.runFor(11_000);
    await page.getByRole('status').getByText('3 requests late.').waitFor();
    api.world.forbidden = ['overview', 'systems', 'poison-messages'];
    await page.reload();
    await page.getByText('Your role may not see this.').waitFor();
    await page.getByRole('link', { name: 'To the requests' }).click();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
  });
}
