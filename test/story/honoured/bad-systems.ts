import { everywhere } from '../../support/invented-people.ts';
import { systemOf, verdictsOf } from '../../support/service-client.ts';
import { until } from '../../support/until.ts';
import { about, type HonouredStack } from './honoured-stack.ts';

/** Three systems fail in three ways. During this time, the doors refuse wrong requests; after that, the other systems are erased. */
export function storyOfBadSystems(the: () => HonouredStack): void {
  describe('one refuses, one answers 503 with HTML, one answers 401', () => {
    const bad = {
      'b2c-fr': 'credentials-rejected',
      hubspot: 'unavailable',
      mailchimp: 'unavailable',
    };
    let id: string;
    beforeAll(async () => {
      const person = await the().plant('bad systems', everywhere);
      await the().stack.sandbox.fault('hubspot', { mode: 'refuse' });
      await the().stack.sandbox.fault('mailchimp', { mode: 'html', status: 503 });
      await the().stack.sandbox.fault('b2c-fr', { mode: 'status', status: 401 });
      id = await the().stack.service.submit(about('erasure', person), 'bad-systems');
    });
    afterAll(async () => {
      for (const system of Object.keys(bad)) await the().stack.sandbox.clearFault(system);
    });

    // These tests need no system. They run while the bad systems are tried again. test/doors has all bad requests; these go through the host.
    const account = { tenant: 'b2c-de', objectId: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11' };
    const secret = 'zq-never-echoed';
    const json = { 'content-type': 'application/json' };
    const erasure = (subject: unknown) => JSON.stringify({ type: 'erasure', subject });
    test.each<[string, number, string, RequestInit]>([
      ['not JSON', 400, 'invalid-json', { body: `{"type": "${secret}` }],
      [
        'an unknown tenant',
        400,
        'unknown-system',
        { body: erasure({ accounts: [{ ...account, tenant: secret }] }) },
      ],
      ['2 MB', 413, 'too-large', { body: erasure({ emails: [secret.repeat(140_000)] }) }],
      [
        'another content type',
        415,
        'unsupported-media-type',
        { body: erasure({ accounts: [account] }), headers: { 'content-type': 'text/plain' } },
      ],
    ])('during the erasure, %s is refused with %i %s', async (_, status, code, init) => {
      const before = await the().stack.service.list();
      const answer = await the().stack.service.call('requests', {
        method: 'POST',
        headers: json,
        ...init,
      });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ status, code, type: `urn:habeas:problem:${code}` });
      expect(text).not.toContain(secret);
      const after = await the().stack.service.list();
      expect(after.items.map((item) => item.id)).toEqual(before.items.map((item) => item.id));
    });

    test('during the erasure, an idempotency key with another body is refused', async () => {
      const answer = await the().stack.service.post(
        { type: 'access', subject: { accounts: [account] } },
        'bad-systems',
      );
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    });

    test('during the erasure, an invalid queue message goes to the poison queue and is shown', async () => {
      await the().queues.send('dsar-requests', 'garbage');
      await until('the garbage was put aside', async () => {
        return (await the().queues.peek('dsar-requests-poison')).includes('garbage');
      });
      const shown = (await (await the().stack.service.call('poison-messages')).json()) as {
        count: number;
      };
      expect(shown.count).toBe(1);
    });

    test('the others are erased, and each bad system has the code of its failure', async () => {
      const finished = await the().stack.service.finished(id, 90_000);
      expect(finished.state).toBe('completed-with-exceptions');
      expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', 'b2c-us': 'erased' });
      for (const [system, code] of Object.entries(bad))
        expect(systemOf(finished, system)).toMatchObject({ verdict: 'failed', code });
    }, 120_000);
  });
}
