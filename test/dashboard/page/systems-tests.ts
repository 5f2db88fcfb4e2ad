import { systems } from '../example-requests.ts';
import { api, axeFindings, complaints, open, page } from '../page-under-test.ts';

const [german, hubspot] = systems;

export function systemsTests(): void {
  test('shows what the last probe found and how to mend it, and probes again', async () => {
    const problems = [
      { what: 'crm.objects.contacts.write', fix: 'Grant the scope crm.objects.contacts.write.' },
    ];
    const probe = { at: '2026-11-21T08:00:00Z', reachable: true, problems };
    if (hubspot) api.world.systems = [{ ...hubspot, probe }];
    await open('#/systems');
    const card = page.getByRole('region', { name: 'HubSpot' });
    await card.getByText('Grant the scope crm.objects.contacts.write.').waitFor();
    expect(await axeFindings()).toEqual([]);
    api.world.onAction = () => {
      if (hubspot) api.world.systems = [{ ...hubspot, probe: { ...probe, problems: [] } }];
      return { status: 200, body: {} };
    };
    await card.getByRole('button', { name: 'Probe now HubSpot' }).click();
    await page.getByRole('status').getByText('HubSpot was probed.').waitFor();
    await card.getByText('Nothing is missing.').waitFor();
    expect(api.acts).toEqual([{ what: 'systems/hubspot/probe', body: {} }]);
    expect(complaints).toEqual([]);
  });

  test('pauses a system after a confirmation, and says who paused it', async () => {
    if (german) api.world.systems = [german];
    api.world.onAction = () => {
      const paused = { health: 'paused', pausedSince: '2026-11-21T09:00:00Z' } as const;
      const by = { kind: 'person', id: 'p-7', role: 'Operator' } as const;
      if (german) api.world.systems = [{ ...german, ...paused, pausedBy: by }];
      return { status: 200, body: {} };
    };
    await open('#/systems');
    await page.getByRole('button', { name: 'Pause Customers Germany' }).click();
    await page.locator('h2:focus', { hasText: 'Pause?' }).waitFor();
    expect(api.acts).toEqual([]);
    await page.locator('form.action').getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('status').getByText('Customers Germany is paused.').waitFor();
    await page.getByText('by Operator p-7, Operator').waitFor();
    await page.getByRole('button', { name: 'Resume Customers Germany' }).waitFor();
    expect(api.acts).toEqual([{ what: 'systems/b2c-de/pause', body: {} }]);
  });

  test('a role that may not change anything gets no buttons, and a refusal is told', async () => {
    api.world.caller = { kind: 'key', id: 'audit', roles: ['Auditor'] };
    await open('#/systems');
    await page.getByText('Key audit (Auditor)').waitFor();
    await page.getByRole('region', { name: 'HubSpot' }).waitFor();
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    api.world.caller = null;
    await page.reload();
    const detail = 'This needs the role Operator.';
    api.world.onAction = () => ({ status: 403, body: { code: 'forbidden', detail } });
    await page.getByRole('button', { name: 'Probe now HubSpot' }).click();
    await page.getByRole('alert').getByText(detail).waitFor();
  });
}
