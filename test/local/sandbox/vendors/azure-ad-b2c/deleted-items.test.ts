import {
  everywhere,
  objectIdIn,
  startFixture,
  type Fixture,
} from '../../support/sandbox-fixture.ts';
import {
  graphClient,
  type GraphFailure,
  type ListAnswer,
  type UserAnswer,
} from '../../support/graph-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const client = () => graphClient(fixture.sandbox);
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: unknown) => (error as GraphFailure).statusCode,
  );
const settings = (part: object) => fixture.control.call('PUT', 'systems/b2c-de/settings', part);

async function anybody(): Promise<{ person: string; id: string }> {
  const [person] = await fixture.control.people(everywhere, 1);
  return { person: person!.person, id: objectIdIn(person!, 'b2c-de') };
}

const effects = async (id: string) =>
  (await fixture.control.journal('b2c-de'))
    .filter((line) => line.path.includes(id) && line.method !== 'GET')
    .map(({ method, status: answered, effect }) => [method, answered, effect]);

describe('erasing a user', () => {
  it('disables, revokes, deletes and purges; the journal says what each call changed', async () => {
    const { person, id } = await anybody();
    await client().api(`/users/${id}`).patch({ accountEnabled: false });
    await client().api(`/users/${id}`).patch({ accountEnabled: false });
    expect(await client().api(`/users/${id}/revokeSignInSessions`).post({})).toMatchObject({
      value: true,
    });
    await client().api(`/users/${id}`).delete();
    expect(await status(client().api(`/users/${id}`).get())).toBe(404);
    const deleted = (await client()
      .api(`/directory/deletedItems/${id}?$select=id,deletedDateTime`)
      .get()) as UserAnswer;
    expect(Date.parse(String(deleted['deletedDateTime']))).toBeLessThanOrEqual(Date.now());
    await client().api(`/directory/deletedItems/${id}`).delete();
    expect(await status(client().api(`/directory/deletedItems/${id}`).get())).toBe(404);
    expect(await status(client().api(`/users/${id}`).delete())).toBe(404);
    expect(await effects(id)).toEqual([
      ['PATCH', 204, 'updated'],
      ['PATCH', 204, null],
      ['POST', 200, 'updated'],
      ['DELETE', 204, 'erased'],
      ['DELETE', 204, 'purged'],
      ['DELETE', 404, null],
    ]);
    expect(
      (await fixture.control.traces(person))
        .filter(({ system }) => system === 'b2c-de')
        .map(({ what }) => what),
    ).toEqual(['auditEvent']);
  });

  it('shows the old state until replication has caught up, and never longer than two seconds', async () => {
    await settings({ replicationMs: [2000, 2000] });
    const { id } = await anybody();
    await client().api(`/users/${id}`).delete();
    expect(await status(client().api(`/users/${id}`).get())).toBe(200);
    expect(await status(client().api(`/directory/deletedItems/${id}`).get())).toBe(404);
    expect(await status(client().api(`/directory/deletedItems/${id}`).delete())).toBe(404);
    expect(await status(client().api(`/users/${id}`).delete())).toBe(404);
    await fixture.control.call('POST', 'clock', { advanceSeconds: 2 });
    expect(await status(client().api(`/users/${id}`).get())).toBe(404);
    expect(await status(client().api(`/directory/deletedItems/${id}`).get())).toBe(200);
    await settings({ replicationMs: [0, 0] });
  });

  it('lists the recycle bin with the type in the path, and restores from it', async () => {
    const [person] = await fixture.control.byTrait('recycle-bin');
    const id = objectIdIn(person!, 'b2c-de');
    const bin = (await client()
      .api(`/directory/deletedItems/microsoft.graph.user?$filter=id eq '${id}'`)
      .get()) as ListAnswer;
    expect(bin.value.map((user) => user.id)).toEqual([id]);
    await client().api(`/directory/deletedItems/${id}/restore`).post({});
    expect(await status(client().api(`/users/${id}`).get())).toBe(200);
  });

  it.each([
    ['a guest', { userType: 'Guest', creationType: 'Invitation' }, 'Guest', 1],
    ['a member without a consumer’s sign-in', { identities: [] }, 'Member', 0],
  ])(
    'shows userType and identities of %s in the recycle bin when selected',
    async (_what, user, userType, names) => {
      const person = await fixture.control.make({
        displayName: 'Binned',
        emails: [`binned.${userType}@example.org`],
        in: {
          'b2c-de': { user, state: 'binned', related: { directoryRoles: ['Global Reader'] } },
        },
      });
      const id = objectIdIn(person, 'b2c-de');
      const list = `/directory/deletedItems/microsoft.graph.user?$filter=id eq '${id}'`;
      const [plain] = ((await client().api(list).get()) as ListAnswer).value;
      expect([plain!['userType'], plain!['identities']]).toEqual([undefined, undefined]);
      const [asked] = (
        (await client()
          .api(`${list}&$select=id,userType,identities,deletedDateTime`)
          .get()) as ListAnswer
      ).value;
      expect(asked).toMatchObject({ id, userType });
      expect(asked!['identities']).toHaveLength(names);
    },
  );

  it.each([
    ['without the type in the path', ''],
    ['sorted by deletion', '/microsoft.graph.user?$orderby=deletedDateTime desc'],
    [
      'filtered by deletion',
      '/microsoft.graph.user?$filter=deletedDateTime ge 2026-01-01T00:00:00Z',
    ],
  ])('does not list the recycle bin %s', async (_what, rest) => {
    await expect(client().api(`/directory/deletedItems${rest}`).get()).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('refuses to purge if the tenant forbids it, and within the protected week', async () => {
    const { id } = await anybody();
    await client().api(`/users/${id}`).delete();
    const purge = () => client().api(`/directory/deletedItems/${id}`).delete();
    await settings({ purge: 'refused' });
    await expect(purge()).rejects.toMatchObject({
      statusCode: 403,
      code: 'Authorization_RequestDenied',
    });
    await settings({ purge: 'allowed', hardDeleteProtection: true });
    await expect(purge()).rejects.toMatchObject({ statusCode: 403 });
    await fixture.control.call('POST', 'clock', { advanceSeconds: 7 * 86_400 });
    await purge();
    await settings({ hardDeleteProtection: false });
  });
});
