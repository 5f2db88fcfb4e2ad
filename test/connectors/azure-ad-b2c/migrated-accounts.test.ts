import { findSubject } from '../../../src/activities/resolve/find-subject.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { createMemoryHouse, order, requestId, system } from '../../support/memory-house.ts';
import { openSystem } from '../open-system.ts';

// Microsoft's migration kit makes a new account in a new tenant, with the object ID of the old one in an extension attribute.
const [old, fresh] = ['b2c-de', 'b2c-fr'].map(systemIdOf) as [
  ReturnType<typeof systemIdOf>,
  ReturnType<typeof systemIdOf>,
];
const linked = 'extension_7d3e9a1052c44f68b1d72a8c6e4f9012_B2CObjectId';
const objectIdFields = { [linked]: old };
let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());
afterEach(async () => {
  await fixture.control.call('DELETE', `systems/${fresh}/settings`);
});

/** Two accounts with nothing in common but the attribute. @returns their object IDs */
async function migrated(oldId: string, state: 'live' | 'binned' = 'live') {
  const place = (issuer: string, id: string) => ({
    identities: [{ signInType: 'federated', issuer, issuerAssignedId: `${issuer} ${id}` }],
  });
  const { accounts } = await fixture.control.make({
    displayName: 'Mia Umzug',
    in: {
      [old]: { user: { id: oldId, ...place('google.com', oldId) } },
      [fresh]: { user: { [linked]: oldId, ...place('facebook.com', oldId) }, state },
    },
  });
  const idIn = (tenant: string) =>
    accounts.find((account) => account.system === tenant)?.objectId ?? '';
  return { old: idIn(old), fresh: idIn(fresh) };
}

/** The object IDs of the accounts that belong to the person, by tenant. */
async function resolved(identifier: Identifier): Promise<Record<string, string[]>> {
  const systems = [
    system(old, openSystem(fixture.sandbox, old)),
    system(fresh, openSystem(fixture.sandbox, fresh, { objectIdFields })),
  ];
  const house = await createMemoryHouse(systems);
  const dossier = await house.dossiers.read(requestId, 0);
  const known = [{ identifier, trust: 'given', source: 'request' } as const];
  await house.dossiers.write({ ...dossier, identifiers: known }, 1);
  const step = { ...order, from: 1, to: 2, skip: [], again: false, anew: false };
  expect((await findSubject(house, step)).setbacks).toEqual([]);
  const { findings } = await house.dossiers.read(requestId, 2);
  return Object.fromEntries(
    [old, fresh].map((id) => [id, findings[id]?.records.map((record) => record.id) ?? []]),
  );
}

test.each([
  ['old', '1a000000-0000-4000-8000-000000000001', 'live'],
  ['fresh', '1a000000-0000-4000-8000-000000000002', 'live'],
  ['old', '1a000000-0000-4000-8000-000000000003', 'binned'],
] as const)(
  'the %s account leads to the other one (%s, new account %s)',
  async (given, oldId, state) => {
    const ids = await migrated(oldId, state);
    const tenant = given === 'old' ? old : fresh;
    const by: Identifier = { kind: 'account', system: tenant, objectId: ids[given] };
    expect(await resolved(by)).toEqual({ [old]: [ids.old], [fresh]: [ids.fresh] });
  },
);

test('an attribute that holds no object ID reveals nothing', async () => {
  const { accounts } = await fixture.control.make({
    displayName: 'Mia Ohne',
    in: { [fresh]: { user: { [linked]: 'not migrated' } } },
  });
  const objectId = accounts[0]?.objectId ?? '';
  const access = openSystem(fixture.sandbox, fresh, { objectIdFields });
  const identifier = { kind: 'account', system: fresh, objectId } as const;
  const { hits } = await access.find([{ identifier, trust: 'given', source: 'request' }]);
  const accountsRevealed = hits[0]?.reveals.filter((one) => one.identifier.kind === 'account');
  expect(accountsRevealed).toEqual([{ identifier, trust: 'vouched' }]);
});

test('the probe names an attribute that the tenant does not have', async () => {
  const objectIdFields = { [`${linked}s`]: old };
  const { problems } = await openSystem(fixture.sandbox, fresh, { objectIdFields }).probe();
  expect(problems).toMatchObject([{ what: expect.stringContaining(`${linked}s`) as string }]);
});

describe('High Scale Compatibility mode', () => {
  const roles = [
    ...['User.Read.All', 'User.EnableDisableAccount.All', 'User.RevokeSessions.All'],
    ...['User.DeleteRestore.All', 'AuditLog.Read.All', 'Directory.Read.All'],
    ...['Application.Read.All', 'UserAuthenticationMethod.Read.All'],
  ];
  const change = (settings: object) =>
    fixture.control.call('PUT', `systems/${fresh}/settings`, settings);
  const problemsOf = async (settings: Readonly<Record<string, unknown>> = {}) => {
    const { problems } = await openSystem(fixture.sandbox, fresh, settings).probe();
    return problems.map(({ what }) => what);
  };

  test('is reported by the probe until the settings name it', async () => {
    await change({ hybridMode: 'enabled', roles: [...roles, 'Policy.Read.All'] });
    expect(await problemsOf()).toEqual([expect.stringContaining('High Scale Compatibility mode')]);
    expect(await problemsOf({ highScaleCompatibility: true })).toEqual([]);
    await change({ hybridMode: 'disabled' });
    expect(await problemsOf()).toEqual([]);
    expect(await problemsOf({ highScaleCompatibility: true })).toHaveLength(1);
  });

  test('is no problem when the tenant does not allow to read it, or is not a B2C tenant', async () => {
    await change({ hybridMode: 'enabled', roles });
    expect(await problemsOf()).toEqual([]);
    await change({ kind: 'external-id', roles: [...roles, 'Policy.Read.All'] });
    expect(await problemsOf()).toEqual([]);
  });
});
