import { waitingTimeline } from '../example-requests.ts';
import { api, complaints, open, page, rowTexts } from '../page-under-test.ts';
import { requestView, systemStatus } from '../web/request-view.ts';

const systemsTable = 'Systems of this request';
const timelineTable = 'What happened, in order';

export function requestTests(): void {
  test('shows for each system its verdict, the reason, and who must act', async () => {
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02');
    const [tenant, crm, other] = await rowTexts(systemsTable, 3);
    expect(tenant).toContain('✓ Erased');
    expect(tenant).toContain('left 0 users');
    expect(tenant).toMatch(/audit records … Expires 28 Nov 2026, 08:00:00/);
    expect(other).toMatch(/Ambiguous .*2 to choose from/);
    expect(other).toMatch(/audit records ✕ Still there 14 Nov 2026/);
    expect(crm).toContain('a permission is not granted. permission-missing');
    expect(crm).toContain('Operator: grant the permission');
    expect(crm).toContain('7 attempts');
    const summary = await page.locator('dl').innerText();
    expect(summary).toMatch(/Not taken.*41 attempts/s);
    expect(summary).toMatch(/ended late.*after 1 min 5 s/s);
    expect(complaints).toEqual([]);
  });

  test('says what a system is doing now, what it waits for, and what happened so far', async () => {
    api.world.timelines['01KAJ3ZZZZZZZZZZZZZZZZZZ03'] = waitingTimeline;
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ03');
    const [, crm] = await rowTexts(systemsTable, 2);
    expect(crm).toContain('… Waiting');
    expect(crm).toContain('Erasing since 21 Nov 2026, 08:00:05 Waits for the system 3 attempts');
    expect(crm).toMatch(/Last try: unavailable .*Next try: 21 Nov 2026, 08:14:20/);
    expect(crm).toContain('by email in live: 1 found');
    expect(crm).toContain('not searched: archived contacts (the system refused the question)');
    expect(await page.locator('dl').innerText()).toMatch(/Waiting for\s+HubSpot/);
    expect(await rowTexts(timelineTable, 3)).toEqual([
      '21 Nov 2026, 08:00:00 – Received, door: http Key portal, Requester',
      '21 Nov 2026, 08:00:05 Customers Germany Settled: Erased Habeas',
      expect.stringMatching(
        /08:00:09 HubSpot Erasing, try 3: to be tried again, code: unavailable. Next try: .*08:14:20 Habeas/,
      ),
    ]);
  });

  test('follows the request while it runs', async () => {
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ03');
    await page.getByRole('cell', { name: 'Waits for the system' }).waitFor();
    const [first, ...others] = api.world.requests;
    if (first) {
      const systems = first.systems.map((system) => ({
        ...system,
        verdict: 'erased' as const,
        progress: null,
      }));
      api.world.requests = [{ ...first, state: 'completed', systems, waitingFor: [] }, ...others];
    }
    await page
      .getByRole('status')
      .getByText('Request is now: Completed. HubSpot: Erased. No longer waiting.')
      .waitFor();
    expect(await page.getByText('Waits for the system').count()).toBe(0);
  });

  test('a completed request says what was not done', async () => {
    api.world.requests = [
      requestView({
        state: 'completed',
        reason: 'not-everywhere' as 'no-match',
        systems: [
          systemStatus({ verdict: 'unsearched' as 'absent', reason: 'no-identifier' }),
          systemStatus({ id: 'hubspot', verdict: 'absent' }),
        ],
      }),
    ];
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01');
    const [unsearched] = await rowTexts(systemsTable, 2);
    expect(unsearched).toContain('Why: no identifier is known by which it can be searched');
    expect(unsearched).toContain('Sender: ask the person for another identifier');
    expect(await page.locator('dl').innerText()).toContain('Completed: not everywhere');
    expect(await page.locator('.tag.good').count()).toBe(0);
  });

  test('a system that a broken request left open is not shown as in progress', async () => {
    api.world.requests = [
      requestView({ state: 'failed', reason: 'internal', systems: [systemStatus()] }),
    ];
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01');
    await page.getByRole('cell', { name: 'The request ended before' }).waitFor();
    expect(await page.locator('dl').innerText()).toContain('Habeas itself failed.');
  });

  test('works without a timeline and progress, as with an older service', async () => {
    api.world.older = true;
    api.world.requests = [requestView({ systems: [systemStatus({ attempts: 2 })] })];
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01');
    await page.getByText('This version of the service has no timeline.').waitFor();
    const [system] = await rowTexts(systemsTable, 1);
    expect(system).toContain('In progress No verdict yet. 2 attempts');
  });

  test('says so when there is no such request', async () => {
    await open('#/requests/NOSUCH');
    await page.getByText('It does not exist, or it was deleted.').waitFor();
    expect(await page.getByRole('link', { name: 'All requests' }).isVisible()).toBe(true);
  });
}
