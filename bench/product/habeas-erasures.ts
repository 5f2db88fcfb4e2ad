import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPerson } from './bench-people.ts';

const terminal = ['completed', 'completed-with-exceptions', 'refused', 'withdrawn', 'failed'];

/** Has Habeas erase one person over its own HTTP API and waits for the final state. */
export async function eraseWithHabeas(api: string, { accounts }: BenchPerson): Promise<string> {
  const first = accounts[0];
  if (!first) throw new Error('A person without an account cannot be asked for.');
  const accepted = await fetch(`${api}/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'erasure',
      subject: { accounts: [{ tenant: first.system, objectId: first.objectId }] },
    }),
  });
  if (accepted.status !== 202)
    throw new Error(`Not accepted: ${String(accepted.status)} ${await accepted.text()}`);
  const { id } = (await accepted.json()) as { id: string };
  for (;;) {
    await delay(1000);
    const answer = await fetch(`${api}/requests/${id}`);
    const { state } = (await answer.json()) as { state: string };
    if (terminal.includes(state)) return state;
  }
}
