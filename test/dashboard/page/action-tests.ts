import { api, axeFindings, complaints, open, page } from '../page-under-test.ts';
import { requestView } from '../web/request-view.ts';

const id = '01KAJ3ZZZZZZZZZZZZZZZZZZ09';

function show(actions: readonly string[]): Promise<void> {
  const request = requestView({
    id,
    reference: 'CASE-9',
    state: 'awaiting-approval',
    planHash: 'plan-1',
    actions: [...actions],
  });
  api.world.requests = [request];
  return open(`#/requests/${id}`);
}

const press = (name: string) => page.getByRole('button', { name }).click();

export function actionTests(): void {
  test('offers what the caller may do now, and nothing that it does not know', async () => {
    await show(['approve', 'refuse', 'hold', 'brew-coffee']);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    const buttons = await page.getByLabel('What you may do').getByRole('button').allInnerTexts();
    expect(buttons).toEqual(['Approve', 'Refuse', 'Put on hold']);
  });

  test('approves the plan that it shows, by keyboard, and says that it is done', async () => {
    await show(['approve']);
    await page.getByRole('button', { name: 'Approve' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h2:focus', { hasText: 'Approve?' }).waitFor();
    expect(await axeFindings()).toEqual([]);
    api.world.onAction = () => {
      api.world.requests = [requestView({ id, state: 'running' })];
      return { status: 200, body: {} };
    };
    await page.keyboard.press('Tab');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Done: Approve.').waitFor();
    await page.getByText('Visiting the systems.').waitFor();
    expect(api.acts).toEqual([{ what: `${id}/approve`, body: { planHash: 'plan-1' } }]);
    expect(complaints).toEqual([]);
  });

  test('a reason must be chosen before anything is sent', async () => {
    await show(['refuse']);
    await press('Refuse');
    const form = page.locator('form.action');
    await form.getByRole('button', { name: 'Refuse' }).click();
    expect(api.acts).toEqual([]);
    await form.getByLabel('Reason').selectOption('suspected-fraud');
    await form.getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('status').getByText('Done: Refuse.').waitFor();
    expect(api.acts).toEqual([{ what: `${id}/refuse`, body: { reason: 'suspected-fraud' } }]);
  });

  test('when two operators act at once, the page tells the second one who did what, and shows the change', async () => {
    await show(['hold']);
    await press('Put on hold');
    const form = page.locator('form.action');
    await form.getByLabel('Reason').selectOption('legal-hold');
    await form.getByLabel('Until').fill('2026-12-01T10:30');
    const detail = 'The state does not allow it.';
    api.world.onAction = () => {
      const actor = { kind: 'person', id: 'p-7', role: 'Operator' } as const;
      const fact = { seq: 9, at: '2026-11-21T08:00:00Z', kind: 'decided', actor };
      api.world.timelines[id] = [{ ...fact, what: 'withdraw' }];
      api.world.requests = [requestView({ id, state: 'withdrawn' })];
      return { status: 409, body: { code: 'not-allowed-in-state', detail, state: 'withdrawn' } };
    };
    await form.getByRole('button', { name: 'Put on hold' }).click();
    await page.getByRole('alert').getByText(detail).waitFor();
    const refusal = await form.getByRole('alert').innerText();
    expect(refusal).toContain('The request is now: Withdrawn.');
    expect(refusal).toMatch(/Meanwhile: .*withdraw.* \(Operator p-7, Operator\)/i);
    await page.getByText('The request was withdrawn.').waitFor();
    expect(api.acts[0]?.body).toEqual({ reason: 'legal-hold', until: '2026-12-01T10:30:00.000Z' });
    await form.getByRole('button', { name: 'Cancel' }).click();
    await form.waitFor({ state: 'detached' });
  });
}
