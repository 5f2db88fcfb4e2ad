import { objectIdIn, startFixture, type Fixture } from '../../support/sandbox-fixture.ts';
import { graphClient, type GraphFailure, type ListAnswer } from '../../support/graph-client.ts';

interface AuditEvent {
  id: string;
  activityDateTime: string;
  activityDisplayName: string;
  targetResources: { id: string }[];
  initiatedBy: { user: { id: string } | null; app: object | null };
}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

async function collect(filter: string, options = ''): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (
    let next: string | undefined =
      `/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}${options}`;
    next !== undefined;
  ) {
    const page = (await graphClient(fixture.sandbox).api(next).get()) as ListAnswer<AuditEvent>;
    events.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return events;
}

const aimedAt = (id: string) => `targetResources/any(t:t/id eq '${id}')`;
const startedBy = (id: string) => `initiatedBy/user/id eq '${id}'`;

async function withTrait(trait: string): Promise<{ person: string; id: string }> {
  const [person] = await fixture.control.byTrait(trait);
  return { person: person!.person, id: objectIdIn(person!, 'b2c-de') };
}

describe('audit records', () => {
  it.each([
    ['audit-1', 1, 0],
    ['audit-40', 36, 4],
    ['audit-3000', 2700, 300],
  ])('of %s are found by both filters together', async (trait, asTarget, asActor) => {
    const { person, id } = await withTrait(trait);
    const [targeted, started] = [
      await collect(aimedAt(id), '&$top=500'),
      await collect(startedBy(id)),
    ];
    expect([targeted.length, started.length]).toEqual([asTarget, asActor]);
    expect(new Set([...targeted, ...started].map((event) => event.id)).size).toBe(
      asTarget + asActor,
    );
    expect(
      (await fixture.control.traces(person)).find(
        ({ system, what }) => system === 'b2c-de' && what === 'auditEvent',
      )?.count,
    ).toBe(asTarget + asActor);
  });

  it('come newest first, and the other way round when asked', async () => {
    const { id } = await withTrait('audit-40');
    const times = (await collect(aimedAt(id), '&$top=7')).map((event) => event.activityDateTime);
    const ascending = (await collect(aimedAt(id), '&$top=7&$orderby=activityDateTime asc')).map(
      (event) => event.activityDateTime,
    );
    expect(times).toEqual([...times].sort().reverse());
    expect(ascending).toEqual([...times].reverse());
  });

  it('are limited by time', async () => {
    const { id } = await withTrait('audit-40');
    const all = await collect(aimedAt(id));
    const since = all[10]!.activityDateTime;
    expect(await collect(`activityDateTime ge ${since} and ${aimedAt(id)}`)).toHaveLength(11);
    expect(
      await collect(
        `activityDateTime ge ${since} and activityDateTime le ${since} and ${aimedAt(id)}`,
      ),
    ).toHaveLength(1);
  });

  it('get a new record for each change of the user', async () => {
    const { id } = await withTrait('audit-1');
    await graphClient(fixture.sandbox).api(`/users/${id}`).patch({ accountEnabled: false });
    await graphClient(fixture.sandbox).api(`/users/${id}`).delete();
    const names = (await collect(aimedAt(id))).map((event) => event.activityDisplayName);
    expect(names.slice(0, 2).sort()).toEqual(['Delete user', 'Disable account']);
    expect(names).toHaveLength(3);
  });

  it('stay when the account is gone, and expire with the clock', async () => {
    const { person, id } = await withTrait('audit-only');
    expect(await collect(aimedAt(id))).toHaveLength(5);
    await fixture.control.call('POST', 'clock', { advanceSeconds: 4 * 86_400 });
    const left = (await collect(aimedAt(id))).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(5);
    await fixture.control.call('POST', 'clock', { advanceSeconds: 4 * 86_400 });
    expect(await collect(aimedAt(id))).toEqual([]);
    expect(await fixture.control.traces(person)).toEqual([]);
  });

  it('are made page by page, also when there are a million', async () => {
    const person = await fixture.control.make({
      displayName: 'Million',
      emails: ['million@example.org'],
      in: { 'b2c-de': { user: {}, auditEvents: 1_000_000 } },
    });
    const id = objectIdIn(person, 'b2c-de');
    const url = `/auditLogs/directoryAudits?$filter=${encodeURIComponent(aimedAt(id))}`;
    const first = (await graphClient(fixture.sandbox).api(url).get()) as ListAnswer<AuditEvent>;
    const second = (await graphClient(fixture.sandbox)
      .api(first['@odata.nextLink']!)
      .get()) as ListAnswer<AuditEvent>;
    expect([first.value.length, second.value.length]).toEqual([999, 999]);
    expect(second.value[0]!.activityDateTime < first.value.at(-1)!.activityDateTime).toBe(true);
  });

  it('are answered five times in ten seconds, then refused with a Retry-After', async () => {
    await fixture.control.call('DELETE', 'systems/b2c-de/quota');
    const { id } = await withTrait('audit-40');
    for (let call = 0; call < 5; call++) await collect(aimedAt(id));
    const refused = await collect(aimedAt(id)).then(
      () => undefined,
      (error: unknown) => error as GraphFailure,
    );
    expect(refused?.statusCode).toBe(429);
    expect(Number(refused?.headers?.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await fixture.control.call('PUT', 'systems/b2c-de/quota', { auditReportsPer10Seconds: null });
  });
});
