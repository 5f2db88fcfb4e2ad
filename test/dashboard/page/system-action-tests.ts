import { api, axeFindings, complaints, open, page } from '../page-under-test.ts';
import { requestView, systemStatus } from '../web/request-view.ts';

const id = '01KAJ3ZZZZZZZZZZZZZZZZZZ08';

const failed = systemStatus({
  id: 'hubspot',
  title: 'HubSpot',
  verdict: 'failed',
  code: 'permission-missing',
});
const ambiguous = systemStatus({ verdict: 'ambiguous', candidates: 2 });

function show(actions: readonly string[]): Promise<void> {
  api.world.requests = [
    requestView({
      id,
      state: 'completed-with-exceptions',
      finishedAt: '2026-11-21T08:01:00Z',
      systems: [failed, ambiguous, systemStatus({ id: 'b2c-fr', verdict: 'erased' })],
      actions: [...actions],
      assigned: null,
    }),
  ];
  return open(`#/requests/${id}`);
}

const form = () => page.locator('form.action');

export function systemActionTests(): void {
  test('shows candidates side by side, masked, and sends those that were chosen', async () => {
    api.world.candidates['b2c-de'] = [
      { candidate: 'c1', preview: 'A… L…, a…@example.org', metBy: ['email'], lead: false },
      { candidate: 'c2', preview: 'A… B…, a…@example.org', metBy: ['email', 'phone'], lead: true },
    ];
    await show(['decide', 'retry', 'waive']);
    await page.getByRole('button', { name: 'Choose records in Customers Germany' }).click();
    await form().getByText('A… L…, a…@example.org').waitFor();
    expect(await axeFindings()).toEqual([]);
    expect(api.calls.filter(({ url }) => url.endsWith('/candidates'))).toHaveLength(1);
    await form().getByRole('group', { name: 'Record c2' }).getByRole('checkbox').check();
    await form().getByText('1 record is the person’s').waitFor();
    await form().getByLabel('Comment').fill('She called.');
    await form().getByRole('button', { name: 'Choose records' }).click();
    await page.getByRole('status').getByText('Done: Choose records, Customers Germany.').waitFor();
    expect(api.acts).toEqual([
      {
        what: `${id}/systems/b2c-de/decide`,
        body: { comment: 'She called.', records: ['c2'] },
      },
    ]);
    expect(complaints).toEqual([]);
  });

  test('offers retry and waiver where they make sense; a waiver waits for a second operator', async () => {
    await show(['retry', 'waive']);
    const buttons = page
      .getByRole('table', { name: 'Systems of this request' })
      .getByRole('button');
    await buttons.first().waitFor();
    const labels = await buttons.allInnerTexts();
    expect(labels.map((label) => label.replaceAll(/\s+/g, ' '))).toEqual([
      'Retry in HubSpot',
      'Leave out in HubSpot',
      'Retry in Customers Germany',
      'Leave out in Customers Germany',
    ]);
    api.world.onAction = () => ({ status: 200, body: { needed: 'second-person' } });
    await page.getByRole('button', { name: 'Leave out in HubSpot' }).click();
    await form().getByLabel('Reason').selectOption('system-retired');
    await form().getByRole('button', { name: 'Leave out' }).click();
    await page.getByRole('status').getByText('when another operator leaves it out too').waitFor();
    api.world.onAction = () => ({ status: 200, body: { needed: null } });
    await page.getByRole('button', { name: 'Retry in HubSpot' }).click();
    await form().getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('status').getByText('Done: Retry, HubSpot.').waitFor();
    expect(api.acts).toEqual([
      { what: `${id}/systems/hubspot/waive`, body: { reason: 'system-retired' } },
      { what: `${id}/systems/hubspot/retry`, body: {} },
    ]);
  });

  test('takes a request over, and adds identifiers that are shown nowhere afterwards', async () => {
    await show(['assign', 'identifiers']);
    await page.getByRole('button', { name: 'Take over' }).click();
    api.world.onAction = () => {
      const [one] = api.world.requests;
      const assigned = { kind: 'key', id: 'desk', me: true } as const;
      if (one) api.world.requests = [{ ...one, assigned }];
      return { status: 200, body: {} };
    };
    await form().getByRole('button', { name: 'Take over' }).click();
    await page.getByRole('button', { name: 'Give back' }).waitFor();
    expect(await page.getByRole('button', { name: 'Take over' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Add identifiers' }).click();
    await form().getByLabel('E-mail addresses').fill('ada@example.org\n\n ada@home.example ');
    await form().getByLabel('Record in').selectOption('hubspot');
    await form().getByLabel('Id of the record').fill('51');
    await form().getByRole('button', { name: 'Add identifiers' }).click();
    await page.getByRole('status').getByText('Done: Add identifiers.').waitFor();
    expect(api.acts).toEqual([
      { what: `${id}/assign`, body: { to: 'me' } },
      {
        what: `${id}/identifiers`,
        body: {
          subject: {
            emails: ['ada@example.org', 'ada@home.example'],
            externalIds: [{ system: 'hubspot', id: '51' }],
          },
        },
      },
    ]);
    expect(await page.content()).not.toContain('ada@');
  });

  test('comments are read only when somebody asks for them', async () => {
    const actor = { kind: 'person', id: 'p-7', role: 'Approver' } as const;
    const at = '2026-11-21T08:00:00Z';
    api.world.comments = [{ at, what: 'approve', actor, comment: '<img src=x onerror=alert(1)>' }];
    await show([]);
    await page.getByRole('button', { name: 'Read the comments' }).waitFor();
    expect(api.calls.filter(({ url }) => url.endsWith('/comments'))).toEqual([]);
    await page.getByRole('button', { name: 'Read the comments' }).click();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(complaints).toEqual([]);
  });
}
