import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import type { SearchView } from '../../../src/doors/http/operator-shapes.ts';
import { fuzzService } from '../../support/fuzz-service.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { until } from '../../support/until.ts';
import type { HonouredStack } from './honoured-stack.ts';

const json = { 'content-type': 'application/json' };

/** A person calls an agent, who begins the request for them. */
export function storyOfAnAgent(the: () => HonouredStack): void {
  test.concurrent(
    'an agent finds the person who calls, starts a request from a match, and follows it',
    async () => {
      const { stack, watchFor } = the();
      const name = randomUUID().slice(0, 8);
      const email = `ada.${name}@lovelace-${name}.name`;
      const person = await stack.sandbox.make({
        displayName: 'Ada Lovelace',
        emails: [email],
        in: {
          'b2c-de': { user: { displayName: 'Ada Lovelace' } },
          mailchimp: { email_address: email, merge_fields: { FNAME: 'Ada', LNAME: 'Lovelace' } },
        },
      });
      // One tenant does not answer while the person is on the telephone.
      const match = { path: name };
      await stack.sandbox.fault('b2c-fr', { mode: 'status', status: 503, match }, name);
      const agent = { ...json, 'x-functions-key': 'of the agent' };
      const post = (target: string, body: object) =>
        stack.service.call(target, { method: 'POST', headers: agent, body: JSON.stringify(body) });
      const answer = await post('subjects/search', { subject: { emails: [email] } });
      const text = await answer.text();
      expect(answer.status).toBe(200);
      // The answer shows neither the address, whose domain would identify her, nor the id of a record.
      for (const secret of [name, objectIdIn(person, 'b2c-de')]) expect(text).not.toContain(secret);
      const { search, systems, openRequests } = JSON.parse(text) as SearchView;
      const of = (id: string) => systems.find(({ system }) => system === id);
      expect(of('b2c-de')?.matches).toMatchObject([
        { preview: expect.stringContaining('A… L…'), metBy: ['email'] },
      ]);
      expect(of('mailchimp')?.matches).toHaveLength(1);
      expect(of('b2c-fr')?.notSearched).toEqual([
        { what: 'system', why: 'incomplete', code: 'unavailable' },
      ]);
      expect(openRequests).toEqual([]);
      await stack.sandbox.clearFault('b2c-fr', name);

      const found = of('b2c-de')?.matches[0]?.match;
      const body = { type: 'access', subject: { search, matches: [found] } };
      const stranger = await stack.service.call('requests', {
        method: 'POST',
        headers: { ...json, 'x-functions-key': 'of somebody else' },
        body: JSON.stringify(body),
      });
      expect(stranger.status).toBe(400);
      const begun = await post('requests', body);
      expect(begun.status).toBe(202);
      const { id } = (await begun.json()) as { id: string };
      const finished = await stack.service.finished(id);
      expect(
        Object.fromEntries(finished.systems.map((one) => [one.id, one.verdict])),
      ).toMatchObject({
        'b2c-de': 'exported',
        mailchimp: 'exported',
      });
      const audit = await stack.service.call('audit');
      const { items } = (await audit.json()) as { items: { what: string; count: number }[] };
      expect(items).toMatchObject([{ what: 'subject-searched', count: 1 }]);
      watchFor({ 'agent: e-mail': email, 'agent: object ID': objectIdIn(person, 'b2c-de') });
    },
    90_000,
  );
}

/** Many requests at once. Nothing is read from the status queue afterwards, because only 32 messages can be peeked. */
export function storiesOfManyCalls(the: () => HonouredStack): void {
  test('a bulk file that is cut in the middle is sent again, and no request is started twice', async () => {
    const { stack } = the();
    const keys = Array.from({ length: 60 }, (_, index) => `FILE-${String(index)}`);
    const lines = keys.map((key) =>
      JSON.stringify({
        type: 'access',
        subject: { emails: [`${key.toLowerCase()}@example.org`] },
        reference: key,
        idempotencyKey: key,
      }),
    );
    const api = new URL(`${stack.run.api}/requests:bulk`);
    const headers = { 'content-type': 'application/x-ndjson' };
    const begun = async () => (await stack.service.list('?reference=FILE-&limit=200')).items.length;

    const cut = httpRequest(api, { method: 'POST', headers });
    cut.on('error', () => undefined);
    cut.write(`${lines.slice(0, 20).join('\n')}\n${lines[20]?.slice(0, 30) ?? ''}`);
    await until('some lines were accepted', async () => (await begun()) >= 10);
    cut.destroy();

    const answer = await fetch(api, { method: 'POST', headers, body: lines.join('\n') });
    const outcomes = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { line: number; outcome: string }).outcome);
    expect(outcomes).toHaveLength(60);
    expect(outcomes.filter((outcome) => outcome === 'repeated').length).toBeGreaterThanOrEqual(10);
    expect(outcomes.filter((outcome) => outcome === 'invalid')).toEqual([]);
    expect(await begun()).toBe(60);
  });

  test('calls that are made from the OpenAPI document get no 5xx, and refusals show nothing of what was sent', async () => {
    const { stack } = the();
    const { statuses, wrong } = await fuzzService(stack.run.api, { calls: 300, seed: 20261128 });
    expect(wrong).toEqual([]);
    for (const status of ['200', '400', '401', '404'])
      expect(Object.keys(statuses)).toContain(status);
    const logs = readFileSync(path.join(stack.dataFolder, 'logs', 'host.log'), 'utf8');
    expect(logs).not.toContain('Zaphod');
  });
}
