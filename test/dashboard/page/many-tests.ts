import { readFile } from 'node:fs/promises';
import { api, axeFindings, complaints, open, page, shownRequests } from '../page-under-test.ts';
import { requestView } from '../web/request-view.ts';

const waiting = (letter: string, actions: readonly string[]) =>
  requestView({
    id: `01KAJ3ZZZZZZZZZZZZZZZZZZ0${letter}`,
    reference: `CASE-${letter}`,
    state: 'awaiting-approval',
    planHash: `plan-${letter}`,
    actions: [...actions],
  });

export function manyTests(): void {
  beforeEach(() => {
    api.world.requests = [
      waiting('A', ['approve']),
      waiting('B', ['approve']),
      waiting('C', ['withdraw']),
    ];
  });

  test('approves many after a preview of exactly which ones, and tells what was refused', async () => {
    await open();
    await shownRequests(3);
    for (const name of ['A', 'B', 'C']) await page.getByLabel(`Choose CASE-${name}`).check();
    await page.getByText('3 requests chosen').waitFor();
    await page.getByRole('button', { name: 'Approve…' }).click();
    const preview = page.getByRole('list', { name: 'This is done to 2 requests:' });
    await preview.waitFor();
    expect(await preview.getByRole('link').allInnerTexts()).toEqual(['CASE-A', 'CASE-B']);
    await page.getByText('Left out, because it is not possible now: 1').waitFor();
    expect(await axeFindings()).toEqual([]);
    expect(api.acts).toEqual([]);
    const detail = 'The plan has changed.';
    api.world.onAction = (what) =>
      what.includes('0B') ? { status: 409, body: { detail } } : { status: 200, body: {} };
    await page.locator('form.action').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('status').getByText('Done for 1 of 2 requests.').waitFor();
    await page.getByText('Refused: The plan has changed.').waitFor();
    expect(api.acts.map(({ body }) => body)).toEqual([
      { planHash: 'plan-A' },
      { planHash: 'plan-B' },
    ]);
  });

  test('a role that may do nothing with them cannot choose them', async () => {
    api.world.caller = { kind: 'key', id: 'audit', roles: ['Auditor'] };
    await open();
    await page.getByText('Key audit (Auditor)').waitFor();
    await shownRequests(3);
    expect(await page.getByLabel('Choose CASE-A').count()).toBe(0);
  });

  test('keeps views in this browser, and leads to those that everybody needs', async () => {
    await open();
    const views = page.getByRole('navigation', { name: 'Saved views' });
    await views.getByRole('link', { name: 'To decide' }).click();
    expect(await shownRequests(3)).toHaveLength(3);
    expect(page.url()).toMatch(/state=person&sort=due$/);
    await page.getByRole('combobox', { name: /^Type/ }).selectOption({ label: 'Access' });
    await page.getByText('No request passes this filter.').waitFor();
    await page.getByLabel('Save this view as').fill('Copies to decide');
    await page.keyboard.press('Enter');
    await views.getByRole('link', { name: 'Copies to decide' }).waitFor();
    await page.reload();
    await views.getByRole('link', { name: 'Copies to decide' }).waitFor();
    expect(await views.locator('[aria-current]').allInnerTexts()).toEqual(['Copies to decide']);
    await views.getByRole('button', { name: 'Forget the view Copies to decide' }).click();
    await page.reload();
    await views.getByRole('link', { name: 'To decide' }).waitFor();
    expect(await views.getByRole('link', { name: 'Copies to decide' }).count()).toBe(0);
  });

  test('saves the whole list as CSV, not only what is shown', async () => {
    api.world.requests = Array.from({ length: 60 }, (_, place) =>
      requestView({ id: `R${place}`, reference: `N-${place}`, state: 'completed' }),
    );
    await open();
    await shownRequests(50);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of this list' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file.trim().split('\r\n')).toHaveLength(61);
    expect(file).toContain('R59,N-59,erasure,completed');
    expect(complaints).toEqual([]);
  });
}
