import { invent } from '../../support/invented-people.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { systemOf, type RequestView, type SystemView } from '../../support/service-client.ts';
import { until } from '../../support/until.ts';
import type { HonouredStack } from './honoured-stack.ts';

interface Waiting extends RequestView {
  readonly waitingFor: readonly string[];
  readonly systems: readonly (SystemView & {
    readonly progress: { attempts: number; code: string | null; nextAt: string | null } | null;
  })[];
}

interface Tried {
  readonly kind: string;
  readonly at: string;
  readonly system?: string;
  readonly outcome?: string;
  readonly code?: string | null;
  readonly nextAt?: string | null;
}

/**
 * HubSpot answers 503 for some time: the request shows this from its first try on, lists find the request by it, and after that it
 * completes.
 */
export function storyOfAnOutage(the: () => HonouredStack): void {
  test('a system that is down is named from the first try on, and the request completes afterwards', async () => {
    const { service, sandbox } = the().stack;
    const person = await invent(sandbox, ['b2c-de', 'hubspot']);
    // Waits that the system asks for use up no patience.
    await sandbox.fault('hubspot', { mode: 'status', status: 503, retryAfter: 1 });
    const accounts = [{ tenant: 'b2c-de', objectId: objectIdIn(person, 'b2c-de') }];
    const { body: accepted } = await service.post({ type: 'erasure', subject: { accounts } });
    const { id } = accepted;
    const listedBy = async (query: string) =>
      (await service.list(query)).items.some((item) => item.id === id);

    const waiting = await until('the request says what it waits for', async () => {
      const view = (await service.get(id)) as Waiting;
      return view.waitingFor.length > 0 && view;
    });
    expect(waiting).toMatchObject({ state: 'resolving', waitingFor: ['hubspot'] });
    const hubspot = waiting.systems.find((line) => line.id === 'hubspot');
    expect(hubspot).toMatchObject({
      verdict: null,
      progress: { step: 'find', code: 'unavailable', waitingFor: 'system' },
    });
    expect(hubspot?.progress?.attempts).toBeGreaterThanOrEqual(1);
    expect(Date.parse(hubspot?.progress?.nextAt ?? '')).toBeGreaterThan(
      Date.parse(accepted.receivedAt),
    );
    expect(await listedBy('?waiting=hubspot')).toBe(true);
    expect(await listedBy('?waiting=any&state=open')).toBe(true);
    expect(await listedBy('?waiting=mailchimp')).toBe(false);

    await sandbox.clearFault('hubspot');
    const finished = (await service.finished(id)) as Waiting;
    expect(finished).toMatchObject({ state: 'completed', waitingFor: [] });
    expect(systemOf(finished, 'hubspot')).toMatchObject({ verdict: 'erased', progress: null });
    expect(await listedBy('?waiting=hubspot')).toBe(false);

    const { facts } = (await (await service.call(`requests/${id}/timeline`)).json()) as {
      facts: Tried[];
    };
    const tries = facts.filter(({ kind, system }) => kind === 'tried' && system === 'hubspot');
    expect(tries[0]).toMatchObject({
      step: 'find',
      attempt: 1,
      outcome: 'later',
      code: 'unavailable',
    });
    for (const { at, outcome, nextAt } of tries)
      if (outcome === 'later') expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.parse(at));
  });
}
