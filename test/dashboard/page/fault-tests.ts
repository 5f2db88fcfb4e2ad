import { api, open, page, shownRequests } from '../page-under-test.ts';
import { requestView } from '../web/request-view.ts';

export function faultTests(): void {
  test('the page keeps what it knows, says so, and recovers', async () => {
    await open();
    await shownRequests(3);
    api.world.broken = 500;
    await page.getByText('The service answered with an error (500).').first().waitFor();
    await page.getByText(/What is shown below may be old/).waitFor();
    expect(await shownRequests(3)).toHaveLength(3);
    api.world.broken = null;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(/may be old/).waitFor({ state: 'detached' });
  });

  test('a hidden tab reads nothing, and reads at once when it is shown again', async () => {
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

  test('an answer of another shape ends in words, not in a blank page', async () => {
    api.world.requests = [requestView({ receivedAt: undefined as never, systems: null as never })];
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01');
    await page.getByRole('alert').getByText('Load it again').waitFor();
  });
}
