import { requestView, systemStatus } from '../web/request-view.ts';
import { systems } from '../example-requests.ts';
import { api, complaints, open, page, rowTexts, shownRequests } from '../page-under-test.ts';

export function listTests(): void {
  test('shows requests newest first, with state, systems done, what they wait for, and dates', async () => {
    await open();
    expect(await shownRequests(3)).toEqual(['CASE-3', 'CASE-2', '01KAJ3ZZZZZZZZZZZZZZZZZZ01']);
    const [waiting, excepted, unmatched] = await rowTexts('Requests, newest first', 3);
    expect(waiting).toContain('Running 1 of 2 (1 open) HubSpot');
    expect(waiting).toContain('2 days left');
    expect(waiting).toMatch(/21 Nov 2026, 08:00:00 –$/);
    expect(excepted).toContain('Completed with exceptions 1 of 3 (1 failed, 1 ambiguous)');
    expect(excepted).toContain('ended late');
    expect(excepted).toMatch(/08:01:05 after 1 min 5 s$/);
    expect(unmatched).toContain('Completed: nothing found');
    expect(await page.locator('.tag.good').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('names what the last probe of a system found, and how to mend it', async () => {
    const fix = 'Correct the name in objectIdProperty.';
    const probe = {
      at: '2026-11-21T08:00:00Z',
      reachable: true,
      problems: [{ what: 'find the control record', fix, code: 'control-missing' as const }],
    };
    await open();
    await shownRequests(3);
    expect(
      await page.getByRole('heading', { name: 'A system is not set up as needed' }).count(),
    ).toBe(0);
    api.world.systems = systems.map((one) => (one.id === 'hubspot' ? { ...one, probe } : one));
    await page.reload();
    const notice = page.getByRole('region', { name: 'HubSpot' });
    expect(await notice.innerText()).toMatch(
      /HubSpot, probed .*\s+find the control record\. Correct the name in objectIdProperty\. Until then, nobody is reported as absent there\./,
    );
  });

  test('narrows by every filter, and keeps that in the address', async () => {
    await open();
    const choose = (label: string, option: string) =>
      page.getByRole('combobox', { name: new RegExp(`^${label}`) }).selectOption({ label: option });
    await choose('State', 'Open');
    expect(await shownRequests(1)).toEqual(['CASE-3']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await shownRequests(3);
    await choose('System', 'HubSpot');
    expect(await shownRequests(2)).toEqual(['CASE-3', 'CASE-2']);
    await choose('Verdict there', 'Failed');
    expect(await shownRequests(1)).toEqual(['CASE-2']);
    expect(page.url()).toContain('#/requests?system=hubspot&verdict=failed');
    await page.reload();
    expect(await shownRequests(1)).toEqual(['CASE-2']);
    await page.getByRole('option', { name: 'HubSpot' }).first().waitFor({ state: 'attached' });
    expect(await page.getByRole('combobox', { name: /^System/ }).inputValue()).toBe('hubspot');
    await choose('Type', 'Access');
    await page.getByText('No request passes this filter.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await choose('Waiting for', 'Any system');
    expect(await shownRequests(1)).toEqual(['CASE-3']);
    await choose('Waiting for', 'Customers Germany');
    await page.getByText('No request passes this filter.').waitFor();
  });

  test('shows what is late, in the order of the due dates', async () => {
    api.world.requests = [
      requestView({ id: 'R1', reference: 'IN-TIME', dueAt: '2099-01-01T00:00:00Z' }),
      requestView({ id: 'R2', reference: 'LATE', dueAt: '2020-02-01T00:00:00Z' }),
      requestView({ id: 'R3', reference: 'LATER', dueAt: '2020-01-01T00:00:00Z' }),
      requestView({ id: 'R4', state: 'failed', dueAt: '2020-01-01T00:00:00Z' }),
    ];
    await open('#/requests?sort=due');
    expect(await shownRequests(3)).toEqual(['LATER', 'LATE', 'IN-TIME']);
    await page.getByLabel('Late only').check();
    expect(await shownRequests(2)).toEqual(['LATER', 'LATE']);
    expect(page.url()).toContain('#/requests?late=true&sort=due');
  });

  test('finds a request by the beginning of its reference or id, and does not search for text that cannot be one', async () => {
    await open();
    await shownRequests(3);
    const field = page.getByLabel('Reference or id');
    await field.fill('no spaces');
    await field.press('Enter');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(api.calls.filter(({ url }) => url.includes('spaces'))).toEqual([]);
    await field.fill('CASE-');
    await field.press('Enter');
    expect(await shownRequests(2)).toEqual(['CASE-3', 'CASE-2']);
  });

  test('“Show more” adds rows and keeps the focus and the scroll position', async () => {
    api.world.requests = Array.from({ length: 60 }, (_, place) =>
      requestView({ id: `R${place}`, reference: `N-${place}`, state: 'completed' }),
    );
    await open();
    await shownRequests(50);
    await page.getByRole('button', { name: 'Show more' }).focus();
    const scrolled = () => page.evaluate<number>('window.scrollY');
    const before = await scrolled();
    expect(before).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    expect((await shownRequests(60)).at(-1)).toBe('N-59');
    await page.locator('button:focus', { hasText: 'All are shown' }).waitFor();
    expect(await scrolled()).toBe(before);
    await page.getByRole('status').getByText('60 requests.').waitFor();
  });

  test('shows a new request and a new state by itself, and tells a screen reader', async () => {
    await open();
    await shownRequests(3);
    const [first, ...others] = api.world.requests;
    const fresh = requestView({ id: 'R9', reference: 'CASE-9', state: 'received' });
    if (first)
      api.world.requests = [fresh, { ...first, state: 'completed', waitingFor: [] }, ...others];
    expect((await shownRequests(4))[0]).toBe('CASE-9');
    await page.getByRole('status').getByText('1 new request. CASE-3: Completed.').waitFor();
  });

  test('words of a newer service are shown as they are, and fields of an older one may be absent', async () => {
    const tomorrow = requestView({
      state: 'dreaming' as 'running',
      reason: 'too-sunny' as 'internal',
      systems: [systemStatus({ verdict: 'shredded' as 'erased' })],
    });
    api.world.requests = [tomorrow];
    await open();
    const [newer] = await rowTexts('Requests, newest first', 1);
    expect(newer).toContain('dreaming: too-sunny');
    expect(newer).toContain('0 of 1 (1 shredded)');
    api.world.older = true;
    api.world.requests = [waitingRow()];
    await page.reload();
    const [older] = await rowTexts('Requests, newest first', 1);
    expect(older).toContain('Running 0 of 1 (1 open) –');
    expect(complaints).toEqual([]);
  });
}

function waitingRow() {
  return requestView({ systems: [systemStatus()] });
}
