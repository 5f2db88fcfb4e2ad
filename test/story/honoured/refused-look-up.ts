import { randomUUID } from 'node:crypto';
import { everywhere } from '../../support/invented-people.ts';
import type { HonouredStack } from './honoured-stack.ts';

/** One tenant refuses to read its recycle bin. */
export function storyOfARefusedLookUp(the: () => HonouredStack): void {
  test('a directory that refuses one look-up leaves no system absent', async () => {
    const { stack, honour } = the();
    const match = { path: '/directory/deletedItems' };
    await stack.sandbox.fault('b2c-us', { mode: 'status', status: 400, match });
    const finished = await honour({
      type: 'access',
      subject: { emails: [`${randomUUID()}@example.org`] },
    });
    await stack.sandbox.clearFault('b2c-us');
    expect(finished).toMatchObject({ state: 'failed', reason: 'no-system-done' });
    const reasons = Object.fromEntries(finished.systems.map(({ id, reason }) => [id, reason]));
    const others = everywhere.filter((id) => id !== 'b2c-us').map((id) => [id, 'incomplete']);
    expect(reasons).toEqual({ 'b2c-us': 'refused', ...Object.fromEntries(others) });
  });
}
