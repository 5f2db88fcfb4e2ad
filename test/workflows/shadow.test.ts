// Requests beside a system that is only being tried out: the flow on the engine of the local host, and the real activities.
import { SystemFailure } from '../../src/domain/failure.ts';
import { identifierKey } from '../../src/domain/identifier.ts';
import type { RequestType } from '../../src/domain/request.ts';
import { checkFact } from '../../src/journal/fact-schema.ts';
import { project } from '../../src/journal/apply-fact.ts';
import type { FindAnswer } from '../../src/ports/system-access.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const email = { kind: 'email', value: 'ada@example.org' } as const;
const phone = { kind: 'phone', value: '+4930123456' } as const;

type Find = () => Promise<ReturnType<typeof hit>[] | FindAnswer>;

const contact = (id: string, change: Parameters<typeof hit>[1] = {}) =>
  hit(id, { join: 'address', by: email, ...change });

/** The directory knows the e-mail address. The CRM is in shadow mode, and only the CRM knows a phone number. The shop is live. */
async function carriedOut(type: RequestType, crmFinds: Find) {
  const calls: string[] = [];
  const shopAsked: string[] = [];
  const erasedIn = new Set<string>();
  const recordingCalls = (id: string) => ({
    erase: async () => {
      calls.push(`erase ${id}`);
      erasedIn.add(id);
      return { kind: 'done' as const };
    },
    export: async () => {
      calls.push(`export ${id}`);
      return { records: 1 };
    },
    verify: async () => ({ kind: 'gone' as const, left: {}, residuals: [] }),
  });
  const systems = [
    system('dir', {
      ...recordingCalls('dir'),
      find: async () =>
        erasedIn.has('dir')
          ? []
          : [hit('oid-ada', { reveals: [{ identifier: email, trust: 'vouched' }] })],
    }),
    {
      ...system('crm', {
        ...recordingCalls('crm'),
        find: async (identifiers) => {
          calls.push('search crm');
          const byEmail = identifiers.some(({ identifier }) => identifier.kind === 'email');
          return byEmail ? await crmFinds() : [];
        },
      }),
      shadow: true as const,
    },
    system('shop', {
      ...recordingCalls('shop'),
      find: async (identifiers) => {
        shopAsked.push(...identifiers.map(({ identifier }) => identifierKey(identifier)));
        return [];
      },
    }),
  ];
  const house = await createMemoryHouse(systems, type);
  const request = await withHubFile(async (file) => {
    const flows = flowsOnHub(file, house);
    try {
      await flows.start(requestId, '1', 1);
      return await until('the request ended', async () => {
        const found = await house.register.get(requestId);
        return found && found.finishedAt !== null && found;
      });
    } finally {
      await flows.stop();
    }
  });
  const [dir, crm, shop] = request.systems;
  return { request, dir, crm, shop, calls, shopAsked, house };
}

const found: Find = async () => [
  contact('51', { reveals: [{ identifier: phone, trust: 'vouched' }] }),
];

test('a system in shadow mode is searched and planned, nothing is done there, and the request is completed', async () => {
  const { request, dir, crm, shop, calls, shopAsked, house } = await carriedOut('erasure', found);

  expect(request).toMatchObject({ state: 'completed', reason: null });
  expect([dir?.verdict, shop?.verdict]).toEqual(['erased', 'absent']);
  expect(crm).toMatchObject({
    ...{ verdict: 'unsearched', reason: 'shadow', counts: { found: { records: 1 } }, leads: 0 },
    shadow: { would: 'erase', code: null, leads: 0, candidates: 0, notFollowed: 1 },
    searched: expect.arrayContaining([{ by: 'email', in: 'live', found: 1 }]) as unknown,
    notSearched: [{ what: 'system', why: 'shadow' }],
  });
  // The system in shadow mode is searched once, not again before the report.
  expect(calls).toEqual(['search crm', 'erase dir']);
  expect(shopAsked).toContain(identifierKey(email));
  expect(shopAsked).not.toContain(identifierKey(phone));
  const { facts } = (await house.register.journal(requestId, true))!;
  for (const { seq: _seq, previous: _previous, hash: _hash, ...fact } of facts) checkFact(fact);
  expect(project(facts).systems.find(({ id }) => id === 'crm')).toMatchObject({
    shadow: crm?.shadow,
    notSearched: crm?.notSearched,
  });
  expect(facts).toContainEqual(
    expect.objectContaining({ kind: 'concluded', system: 'crm', match: 'matched', records: 1 }),
  );
});

test('a copy contains no data from a system in shadow mode', async () => {
  const { request, crm, calls } = await carriedOut('access', found);
  expect(request.state).toBe('completed');
  expect(crm).toMatchObject({ verdict: 'unsearched', shadow: { would: 'export' } });
  expect(calls.filter((one) => one.startsWith('export'))).toEqual(['export dir']);
});

test.each<[string, Find, object]>([
  [
    'that is down does not delay the request',
    async () => {
      throw new SystemFailure('unavailable', 'HTTP 503');
    },
    { counts: { found: {} }, shadow: { would: 'fail', code: 'unavailable' } },
  ],
  [
    'with doubtful records does not ask an operator to choose',
    async () => [
      contact('51'),
      contact('52', { name: { given: 'Otto', surname: null, display: null } }),
    ],
    { shadow: { would: 'choose', candidates: 2 } },
  ],
  [
    'with a lead does not end the request with an exception',
    async () => [contact('51', { join: 'free' })],
    { leads: 0, shadow: { would: 'nothing', leads: 1 } },
  ],
  [
    'that refuses a look-up does not change the result of the request',
    async () => ({ hits: [], searched: [], notSearched: [{ what: 'email', why: 'refused' }] }),
    { shadow: { would: 'fail', code: null } },
  ],
])('a system in shadow mode %s', async (_, crmFinds, expected) => {
  const { request, crm } = await carriedOut('erasure', crmFinds);
  expect(request).toMatchObject({ state: 'completed', reason: null });
  expect(crm).toMatchObject({ verdict: 'unsearched', reason: 'shadow', ...expected });
});
