import { systemIdOf } from '../../src/domain/system.ts';
import type { KnownIdentifier } from '../../src/domain/identifier.ts';
import type { FindOptions, SystemAccess } from '../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const control = '5eed0000-0000-4000-8000-00000000c0de';
const later = '5eed0000-0000-4000-8000-00000000c0df';
const nobody: readonly KnownIdentifier[] = [
  {
    identifier: {
      kind: 'account',
      system: systemIdOf('b2c-de'),
      objectId: '5eed0000-0000-4000-8000-00000000dead',
    },
    trust: 'given',
    source: 'request',
  },
];

test.each([
  ['hubspot', { properties: { b2c_object_id: control } }, { objectIdProperty: 'jobtitle' }],
  ['mailchimp', { merge_fields: { B2COID: control } }, { objectIdMergeField: 'OLD_ID' }],
  ['stripe', { metadata: { b2c_oid: control } }, { objectIdKey: 'old_oid' }],
])(
  '%s: no search ends in absent while the control record is not found',
  async (system, place, wrong) => {
    await fixture.control.make({
      displayName: 'Control Record',
      emails: [`control@${system}.example`],
      in: { [system]: place },
    });
    const right = openSystem(fixture.sandbox, system, { control });
    const reasons = async (access: typeof right) =>
      (await access.find(nobody)).notSearched
        .map(({ why }) => why)
        .filter((why) => why !== 'not-offered');
    expect(await reasons(right)).toEqual([]);
    expect(await right.probe()).toEqual({ reachable: true, problems: [] });

    const misled = openSystem(fixture.sandbox, system, { control, ...wrong });
    expect(await reasons(misled)).toEqual(['control-missing']);
    expect((await misled.probe()).problems).toMatchObject([
      { what: expect.stringContaining('find the control record') },
    ]);
  },
);

async function erase(access: SystemAccess, email: string): Promise<void> {
  const by = {
    identifier: { kind: 'email', value: email },
    trust: 'given',
    source: 'request',
  } as const;
  const intent = { begunAt: new Date().toISOString(), repeated: false, since: null };
  for (const { record } of (await access.find([by])).hits) await access.erase(record, intent);
}

test.each([
  ['hubspot', { properties: { b2c_object_id: later } }, 'contacts/batch/read'],
  ['mailchimp', { merge_fields: { B2COID: later } }, 'search-members'],
  ['stripe', { metadata: { b2c_oid: later } }, 'customers/search'],
])(
  '%s: a control record that was found today is searched for again after a probe did not find it',
  async (system, place, path) => {
    const access = openSystem(fixture.sandbox, system, { control: later });
    const looked = async (work: () => Promise<unknown>) => {
      const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
      const answer = await work();
      const lines = await fixture.control.journal(system, before);
      return [answer, lines.filter((line) => line.path.includes(path)).length] as const;
    };
    const why = async (options?: FindOptions) =>
      (await access.find(nobody, options)).notSearched.filter(
        (one) => one.why === 'control-missing',
      ).length;
    const email = `later@${system}.example`;
    await fixture.control.make({
      displayName: 'Control Record',
      emails: [email],
      in: { [system]: place },
    });
    expect(await access.probe()).toEqual({ reachable: true, problems: [] });
    const [, usual] = await looked(() => why());
    const [found, doubted] = await looked(() => why({ controlDoubted: true }));
    expect([found, doubted > usual]).toEqual([0, true]);

    // The same happens when the property gets another name: nothing is found by the old name.
    await erase(access, email);
    expect(await why()).toBe(0);
    expect(await why({ controlDoubted: true })).toBe(1);
    expect((await access.probe()).problems).toMatchObject([{ code: 'control-missing' }]);
    // This host knows it from its own probe.
    expect(await why()).toBe(1);
  },
);

test.each([
  ['hubspot', 'objectIdProperty'],
  ['mailchimp', 'objectIdMergeField'],
  ['stripe', 'objectIdKey'],
])('%s: a control record without a property to look it up by is a mistake', (system, property) => {
  const open = () => openSystem(fixture.sandbox, system, { control, [property]: undefined });
  expect(open).toThrow(`needs ${property}`);
});
