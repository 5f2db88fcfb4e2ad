import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { Received } from '../../support/callback-receiver.ts';
import { directories, everywhere, type Invented } from '../../support/invented-people.ts';
import { readZip } from '../../support/read-zip.ts';
import { systemOf, verdictsOf, type RequestView } from '../../support/service-client.ts';
import { until } from '../../support/until.ts';
import { about, type HonouredStack } from './honoured-stack.ts';

/** A person in three tenants and two vendors, who is known by one object ID. */
export function storyOfEverySystem(the: () => HonouredStack): void {
  test.concurrent(
    'a person in every system gets a copy of all data, and is then erased everywhere; callback and queue carry the same status',
    async () => {
      const { stack, receiver, plant, honour, statusEvent } = the();
      const person = await plant('everywhere', everywhere);
      const copy = await honour(about('access', person));
      expect(copy).toMatchObject({ state: 'completed', reason: null });
      expect(verdictsOf(copy)).toEqual(
        Object.fromEntries(everywhere.map((system) => [system, 'exported'])),
      );
      await expectWholePackage(await stack.service.package(copy.id), person);

      const body = { ...about('erasure', person), callbackUrl: receiver.url('/portal') };
      const finished = await honour(body);
      await expectErasedEverywhere(the(), finished, person);

      const queued = await statusEvent(finished.id);
      const called = await until('the callback came', () =>
        receiver.received.find((one) => one.path === '/portal'),
      );
      expect(JSON.parse(called.body)).toEqual(queued);
      expect(queued.data.state).toBe(finished.state);
      expect(queued.data.systems.map(({ id, verdict }) => [id, verdict])).toEqual(
        Object.entries(verdictsOf(finished)),
      );
      expectSigned(called, stack.dataFolder);
      await until(
        'the delivery was recorded',
        async () => (await stack.service.get(finished.id)).delivery.state === 'delivered',
      );
    },
    90_000,
  );
}

async function expectWholePackage(answer: Response, person: Invented): Promise<void> {
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  const entries = Object.entries(await readZip(await answer.arrayBuffer()));
  expect(entries.map(([name]) => name)).toContain('manifest.json');
  expect(entries.filter(([, { deflated }]) => !deflated)).toEqual([]);
  for (const account of person.accounts)
    expect(entries.some(([, { text }]) => text.includes(account.objectId))).toBe(true);
  for (const vendor of ['hubspot', 'mailchimp'])
    expect(
      entries.some(([name, { text }]) => name.includes(vendor) && text.includes(person.email)),
    ).toBe(true);
}

async function expectErasedEverywhere(
  { stack }: HonouredStack,
  finished: RequestView,
  { person }: Invented,
): Promise<void> {
  expect(finished).toMatchObject({ state: 'completed', reason: null });
  expect(verdictsOf(finished)).toEqual(
    Object.fromEntries(everywhere.map((system) => [system, 'erased'])),
  );
  for (const tenant of directories) {
    const { residuals, counts } = systemOf(finished, tenant);
    expect(residuals).toEqual([
      { what: 'audit-records', verdict: 'expires', until: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect(Object.values(counts.left ?? {})).toEqual(Object.values(counts.left ?? {}).map(() => 0));
  }
  const traces = await stack.sandbox.traces(person);
  expect([...new Set(traces.map(({ what }) => what))]).toEqual(['auditEvent']);
}

/** The callback is signed as Standard Webhooks says. */
function expectSigned(called: Received, dataFolder: string): void {
  const secret = readFileSync(path.join(dataFolder, 'keys', 'webhook-secret'), 'utf8');
  const headers = called.headers as Record<string, string>;
  expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
  expect(new Webhook(secret).verify(called.body, headers)).toMatchObject({
    id: headers['webhook-id'],
  });
  expect(() => new Webhook(secret).verify(`${called.body} `, headers)).toThrow();
}
