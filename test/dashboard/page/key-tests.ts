import { api, open, page } from '../page-under-test.ts';

export function keyTests(): void {
  test('is requested, refused when it is wrong, kept as long as the tab is open, and sent only in a header', async () => {
    api.world.key = 'right/key==';
    await open('#/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ02');
    const field = page.getByLabel('Key of the service');
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('did not accept this key').waitFor();
    await field.fill('right/key==');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Request CASE-2' }).waitFor();

    expect(api.calls.at(-1)?.key).toBe('right/key==');
    expect(api.calls.filter(({ url }) => /key/i.test(url))).toEqual([]);
    expect(page.url()).not.toMatch(/right/);
    await page.reload();
    await page.getByRole('heading', { name: 'Request CASE-2' }).waitFor();
    expect(await page.evaluate<number>('localStorage.length')).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
  });
}
