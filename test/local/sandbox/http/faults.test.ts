import { everywhere, objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient } from '../support/graph-client.ts';
import { hubspotClient, type VendorCall } from '../support/vendor-client.ts';

let fixture: Fixture;
let hubspot: VendorCall;
beforeAll(async () => {
  fixture = await startFixture();
  hubspot = hubspotClient(() => fixture.sandbox);
});
afterAll(() => fixture.end());
afterEach(async () => {
  for (const system of ['hubspot', 'b2c-de', 'authority'])
    await fixture.control.clearFaults(system);
});

const contacts = '/crm/v3/objects/contacts';
const fault = (body: object, name?: string) => fixture.control.fault('hubspot', body, name);

async function someContact(): Promise<string> {
  const [person] = await fixture.control.people('hubspot', 1);
  return person!.records.find(({ system }) => system === 'hubspot')!.id;
}

const erase = (id: string) => hubspot('POST', `${contacts}/gdpr-delete`, { objectId: id });
const causeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) => (error as { cause?: { code?: string } }).cause?.code ?? 'cut',
  );

async function lastLine() {
  const lines = await fixture.control.journal('hubspot');
  return lines.at(-1);
}

describe('a fault before the call', () => {
  it('refuse closes the port; clearing it opens the same port again', async () => {
    const before = (await fixture.control.journal('hubspot')).length;
    await fault({ mode: 'refuse' });
    expect(await causeOf(hubspot('GET', contacts))).toBe('ECONNREFUSED');
    await fixture.control.clearFaults('hubspot');
    expect((await hubspot('GET', contacts)).status).toBe(200);
    expect(await fixture.control.journal('hubspot')).toHaveLength(before + 1);
  });

  it('refuse under https closes only this tenant', async () => {
    await fixture.control.fault('b2c-de', { mode: 'refuse' });
    const [person] = await fixture.control.people(everywhere, 1);
    await expect(
      graphClient(fixture.sandbox)
        .api(`/users/${objectIdIn(person!, 'b2c-de')}`)
        .get(),
    ).rejects.toMatchObject({ statusCode: -1 });
    expect(
      await graphClient(fixture.sandbox, 'b2c-fr')
        .api(`/users/${objectIdIn(person!, 'b2c-fr')}`)
        .get(),
    ).toMatchObject({ displayName: person!.displayName });
  });

  it('reset cuts the connection, under https too, and changes nothing', async () => {
    const id = await someContact();
    await fault({ mode: 'reset' });
    expect(await causeOf(erase(id))).toBe('ECONNRESET');
    expect(await lastLine()).toMatchObject({ method: 'POST', status: null, effect: null });
    await fixture.control.fault('b2c-de', { mode: 'reset' });
    await expect(graphClient(fixture.sandbox).api('/users').get()).rejects.toMatchObject({
      statusCode: -1,
    });
  });

  it('hang never answers, and carries nothing out', async () => {
    const id = await someContact();
    await fault({ mode: 'hang', match: { method: 'POST' } });
    const before = (await lastLine())?.seq;
    const abort = new AbortController();
    const call = fetch(`${fixture.sandbox.systems['hubspot'] ?? ''}${contacts}/gdpr-delete`, {
      method: 'POST',
      body: JSON.stringify({ objectId: id }),
      signal: abort.signal,
    });
    while ((await lastLine())?.seq === before);
    expect(await lastLine()).toMatchObject({ status: null, effect: null });
    abort.abort();
    await expect(call).rejects.toThrow(/abort/);
    expect((await hubspot('GET', `${contacts}/${id}`)).status).toBe(200);
  });

  it('slow answers after the delay', async () => {
    await fault({ mode: 'slow', delayMs: 20 });
    expect((await hubspot('GET', contacts)).status).toBe(200);
  });

  it('status answers with the vendor’s own error, the requested number of times', async () => {
    const id = await someContact();
    await fault({ mode: 'status', status: 503, retryAfter: 2, times: 1 });
    const refused = await erase(id);
    expect(refused).toMatchObject({
      status: 503,
      body: { status: 'error', category: 'SERVICE_UNAVAILABLE' },
    });
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await lastLine()).toMatchObject({ status: 503, effect: null });
    expect((await hubspot('GET', `${contacts}/${id}`)).status).toBe(200);
  });

  it('html answers a page with status 503', async () => {
    await fault({ mode: 'html' });
    const response = await fetch(`${fixture.sandbox.systems['hubspot'] ?? ''}${contacts}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toContain('<h1>');
  });

  it.each(['truncate', 'garbage'])('%s answers 200 with a body that is not JSON', async (mode) => {
    await fault({ mode });
    await expect(hubspot('GET', contacts)).rejects.toThrow(SyntaxError);
  });

  it('applies only to calls that match', async () => {
    await fault({ mode: 'status', status: 500, match: { method: 'POST', path: '/search$' } });
    expect((await hubspot('GET', contacts)).status).toBe(200);
    expect((await hubspot('POST', `${contacts}/search`, { filterGroups: [] })).status).toBe(500);
  });

  it('applies by a probability, the same calls for the same seed', async () => {
    const round = async () => {
      await fault({ mode: 'status', status: 500, probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let call = 0; call < 12; call++) statuses.push((await hubspot('GET', contacts)).status);
      return statuses;
    };
    const [first, second] = [await round(), await round()];
    expect(first).toEqual(second);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  it('several named faults apply independently', async () => {
    await fault({ mode: 'status', status: 500, match: { method: 'GET' } }, 'reads');
    await fault({ mode: 'status', status: 400, match: { method: 'POST' } }, 'writes');
    expect((await hubspot('GET', contacts)).status).toBe(500);
    expect((await hubspot('POST', `${contacts}/search`, {})).status).toBe(400);
    await fixture.control.call('DELETE', 'systems/hubspot/fault/reads');
    expect((await hubspot('GET', contacts)).status).toBe(200);
  });

  it('works for the authority too', async () => {
    await fixture.control.fault('authority', { mode: 'status', status: 500 });
    await expect(graphClient(fixture.sandbox).api('/users').get()).rejects.toThrow();
  });
});

describe('a fault after the call', () => {
  it.each(['reset', 'status', 'html', 'truncate', 'garbage'])(
    '%s loses or damages the answer, and the effect stays',
    async (mode) => {
      const id = await someContact();
      await fault({ mode, when: 'after', times: 1 });
      const answer = await erase(id).then(
        ({ status }) => status,
        () => 'lost',
      );
      expect(answer).not.toBe(204);
      expect(await lastLine()).toMatchObject({ method: 'POST', status: 204, effect: 'erased' });
      expect((await hubspot('GET', `${contacts}/${id}`)).status).toBe(404);
    },
  );

  it('hang leaves the caller without an answer, and the effect stays', async () => {
    const id = await someContact();
    await fault({ mode: 'hang', when: 'after', match: { method: 'POST' } });
    const abort = new AbortController();
    const call = fetch(`${fixture.sandbox.systems['hubspot'] ?? ''}${contacts}/gdpr-delete`, {
      method: 'POST',
      body: JSON.stringify({ objectId: id }),
      headers: { authorization: 'Bearer pat-eu1-sandbox-0000-invented' },
      signal: abort.signal,
    });
    while ((await hubspot('GET', `${contacts}/${id}`)).status !== 404);
    abort.abort();
    await expect(call).rejects.toThrow(/abort/);
  });
});

describe('faults', () => {
  it('survive a restart, and times keeps its remaining number', async () => {
    await fault({ mode: 'status', status: 500, times: 2 });
    expect((await hubspot('GET', contacts)).status).toBe(500);
    await fault({ mode: 'refuse' }, 'closed');
    await fixture.restart();
    expect(await causeOf(hubspot('GET', contacts))).toBe('ECONNREFUSED');
    await fixture.control.call('DELETE', 'systems/hubspot/fault/closed');
    expect((await hubspot('GET', contacts)).status).toBe(500);
    expect((await hubspot('GET', contacts)).status).toBe(200);
  });
});
