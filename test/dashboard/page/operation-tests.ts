import { busyUpkeep } from '../example-upkeep.ts';
import { api, axeFindings, complaints, open, page, rowTexts } from '../page-under-test.ts';

const message = {
  id: 'm-1',
  code: 'invalid-json',
  size: 1834,
  insertedAt: '2026-11-21T08:00:00Z',
  expiresAt: '2026-11-28T08:00:00Z',
};

export function operationTests(): void {
  test('every view warns of refused messages; there, one is discarded with a reason', async () => {
    await open();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    expect(await page.getByRole('complementary').count()).toBe(0);
    api.world.poison = { count: 2, messages: [message, { ...message, id: 'm-2', code: null }] };
    await page.reload();
    const notice = page.getByRole('complementary');
    await notice.getByText('2 messages in dsar-requests-poison').waitFor();
    await notice.getByRole('link', { name: 'Look at them' }).click();
    await page.locator('h1:focus', { hasText: 'Queues' }).waitFor();
    const [broken, mended] = await rowTexts('Refused messages', 2);
    expect(broken).toContain(
      'm-1 invalid-json It is not JSON. Ask the sender to correct it. 1.8 kB',
    );
    expect(mended).toContain('It would be accepted now');
    expect(await axeFindings()).toEqual([]);
    await page.getByRole('button', { name: 'Discard m-1' }).click();
    api.world.onAction = () => {
      api.world.poison = { count: 0, messages: [] };
      return { status: 204, body: null };
    };
    const form = page.locator('form.action');
    await form.getByLabel('Reason').selectOption('sent-twice');
    await form.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('status').getByText('The message is deleted.').waitFor();
    await page.getByText('No message was refused.').waitFor();
    expect(api.acts).toEqual([
      { what: 'poison-messages/m-1/discard', body: { reason: 'sent-twice' } },
    ]);
    expect(complaints).toEqual([]);
  });

  test('a status that the receiver did not accept is sent again', async () => {
    const id = '01KAJ3ZZZZZZZZZZZZZZZZZZ02';
    const at = '2026-11-21T08:00:00Z';
    api.world.deliveries = [
      { id, state: 'dead-lettered', attempts: 41, finishedAt: at, updatedAt: at },
    ];
    api.world.onAction = () => ({ status: 204, body: null });
    await open('#/queues');
    await page.getByRole('button', { name: `Send the status again ${id}` }).click();
    const form = page.locator('form.action');
    await form.getByRole('button', { name: 'Send the status again' }).click();
    await page.getByRole('status').getByText('The status is being sent again.').waitFor();
    expect(api.acts).toEqual([{ what: `deliveries/${id}/redrive`, body: {} }]);
  });

  test('shows what the service does by itself, and the configuration without secrets', async () => {
    api.world.upkeep = busyUpkeep;
    await open('#/upkeep');
    const [keys, packages] = await rowTexts('What is due', 3);
    expect(keys).toMatch(/to be destroyed at least 1000 21 Nov 2026/);
    expect(packages).toContain('Packages, to be deleted 0 nothing is planned');
    expect(await page.locator('dl').first().innerText()).toMatch(/took 2.5 s.*Keys destroyed\s+4/s);
    expect(await rowTexts('Versions of the flow', 2)).toEqual([
      'v1 (new requests begin in it) 10',
      'v0 2',
    ]);
    const [hubspot] = await rowTexts('Configuration as loaded', 1);
    expect(hubspot).toContain('portal: 51 region: eu1 token: env:CRM_TOKEN');
    await page.getByText('Policy, with the defaults').click();
    expect(await axeFindings()).toEqual([]);
    expect(complaints).toEqual([]);
  });
}
