import { verdictsOf } from '../../support/service-client.ts';
import type { JournalLine } from '../../support/sandbox-client.ts';
import { about, type HonouredStack } from './honoured-stack.ts';

const systems = ['b2c-fr', 'hubspot', 'mailchimp'];
const erasing = {
  'b2c-fr': { method: 'DELETE', path: '^/v1.0/users' },
  hubspot: { method: 'POST', path: 'gdpr-delete' },
  mailchimp: { method: 'POST', path: 'delete-permanent' },
};

/** Every system carries out the erasing call and loses its answer. */
export function storyOfLostAnswers(the: () => HonouredStack): void {
  test('an erasing call whose answer was lost is not repeated before the system was asked', async () => {
    const { stack, plant, honour } = the();
    const person = await plant('lost answer', systems);
    for (const [system, match] of Object.entries(erasing))
      await stack.sandbox.fault(system, { mode: 'reset', when: 'after', times: 1, match });
    const seen = (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
    const finished = await honour(about('erasure', person, 'b2c-fr'));
    expect(finished.state).toBe('completed');
    expect(verdictsOf(finished)).toMatchObject(
      Object.fromEntries(systems.map((system) => [system, 'erased'])),
    );

    const calls = (await stack.sandbox.journal(seen)).filter(({ system }) => system !== 'b2c-us');
    const erasures = calls.filter(({ effect }) => effect === 'erased' || effect === 'purged');
    expect(erasures.map(({ system, effect }) => `${system} ${String(effect)}`).sort()).toEqual([
      ...['b2c-fr erased', 'b2c-fr purged', 'hubspot erased', 'mailchimp erased'],
    ]);
    for (const erasure of erasures) expectAskedBeforeRepeated(erasure, calls);
    for (const system of systems) await stack.sandbox.clearFault(system);
  });
}

function expectAskedBeforeRepeated(erasure: JournalLine, calls: readonly JournalLine[]): void {
  const again = calls.filter(
    ({ seq, method, path }) =>
      seq > erasure.seq && method === erasure.method && path === erasure.path,
  );
  for (const call of again) {
    const asked = calls.some(
      ({ seq, system, method }) =>
        system === erasure.system && method === 'GET' && seq > erasure.seq && seq < call.seq,
    );
    expect(asked).toBe(true);
  }
}
