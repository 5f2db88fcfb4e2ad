import type { Dossier } from '../../src/domain/dossier.ts';
import { directoriesUnread } from '../../src/domain/judge-search.ts';
import type { Hit, SystemFinding } from '../../src/domain/match.ts';
import { plannedRow, type GivenUp } from '../../src/domain/plan.ts';
import { requestIdOf } from '../../src/domain/request.ts';
import type { LookUp, SearchRecord } from '../../src/domain/search-record.ts';
import { systemIdOf, type SystemDescription, type SystemId } from '../../src/domain/system.ts';
import { hit } from '../support/memory-house.ts';

const described = (id: string, role: SystemDescription['role']): SystemDescription => ({
  id: systemIdOf(id),
  connector: 'test',
  title: id,
  role,
  recordsName: 'records',
});
const systems = [
  described('de', 'directory'),
  described('fr', 'directory'),
  described('crm', 'downstream'),
];
const offered: readonly LookUp[] = [
  { by: 'object-id', in: 'live' },
  { by: 'email', in: 'live' },
  { by: 'email', in: 'archive' },
];
const none = (leads = 0, hits: readonly Hit[] = []): SystemFinding => ({
  state: 'none',
  hits,
  records: [],
  leads,
});
const asked = (...searched: LookUp[]): SearchRecord => ({ searched, notSearched: [] });
const byEmail = asked({ by: 'email', in: 'live' }, { by: 'email', in: 'archive' });
const refused: SearchRecord = {
  searched: [{ by: 'email', in: 'live' }],
  notSearched: [{ what: 'email-in-archive', why: 'refused' }],
};

function rowOf(
  system: string,
  searches: Readonly<Record<string, SearchRecord>>,
  options: { failed?: readonly GivenUp[]; findings?: Readonly<Record<string, SystemFinding>> } = {},
) {
  const { failed = [], findings = {} } = options;
  const dossier: Dossier = {
    requestId: requestIdOf('01KAJ3Q0000000000000000000'),
    identifiers: [],
    findings: Object.fromEntries(Object.keys(searches).map((id) => [id, findings[id] ?? none()])),
    asked: {},
    searches,
  };
  const id: SystemId = systemIdOf(system);
  return plannedRow(
    id,
    systems.find((one) => one.id === id),
    {
      type: 'erasure',
      dossier,
      failed,
      lookUps: Object.fromEntries(systems.map((one) => [one.id, offered])),
      unread: directoriesUnread(systems, dossier, failed),
      keeping: null,
      now: '2026-03-02T10:00:00.000Z',
    },
  );
}

const everywhere = { de: byEmail, fr: byEmail, crm: byEmail };

test('a system that was asked by every identifier and refused nothing is absent', () => {
  expect(rowOf('crm', everywhere)).toMatchObject({
    verdict: 'absent',
    searched: [
      { by: 'email', in: 'live', found: 0 },
      { by: 'email', in: 'archive', found: 0 },
    ],
    notSearched: [{ what: 'object-id', why: 'no-identifier' }],
  });
});

test('a system that could not be asked by any identifier is unsearched, not absent', () => {
  const searches = { ...everywhere, crm: asked() };
  expect(rowOf('crm', searches)).toMatchObject({
    verdict: 'unsearched',
    reason: 'no-identifier',
    searched: [],
    notSearched: [
      { what: 'object-id', why: 'no-identifier' },
      { what: 'email', why: 'no-identifier' },
    ],
  });
});

test('a system that refused one of its look-ups is unsearched', () => {
  expect(rowOf('crm', { ...everywhere, crm: refused })).toMatchObject({
    verdict: 'unsearched',
    reason: 'refused',
    notSearched: [
      { what: 'email-in-archive', why: 'refused' },
      { what: 'object-id', why: 'no-identifier' },
    ],
  });
});

test('a system that refused every look-up is unsearched too, even when its search failed', () => {
  const failed = [{ system: systemIdOf('crm'), code: 'refused', attempts: 1 }] as const;
  expect(rowOf('crm', { de: byEmail, fr: byEmail }, { failed })).toMatchObject({
    verdict: 'unsearched',
    reason: 'refused',
  });
});

test('a look-up that the vendor does not offer changes nothing', () => {
  const crm = { ...byEmail, notSearched: [{ what: 'sms-only', why: 'not-offered' }] } as const;
  expect(rowOf('crm', { ...everywhere, crm })).toMatchObject({ verdict: 'absent' });
});

test.each([
  ['could not be read', { crm: byEmail, fr: byEmail }, 'permission-missing'],
  ['refused a look-up', { ...everywhere, de: refused }, null],
] as const)(
  'a directory that %s may hide an identifier from every other system',
  (_, searches, code) => {
    const failed = code === null ? [] : [{ system: systemIdOf('de'), code, attempts: 1 }];
    for (const other of ['fr', 'crm'])
      expect(rowOf(other, searches, { failed })).toMatchObject({
        verdict: 'unsearched',
        reason: 'incomplete',
        notSearched: [
          { what: 'identifiers-of-de', why: 'incomplete' },
          { what: 'object-id', why: 'no-identifier' },
        ],
      });
    const own = rowOf('de', searches, { failed });
    expect(own.verdict).toBe(code === null ? 'unsearched' : 'failed');
    expect(own.reason).toBe(code === null ? 'refused' : undefined);
  },
);

test('a downstream system that could not be read hides no identifier from the others', () => {
  const failed = [{ system: systemIdOf('crm'), code: 'unavailable', attempts: 1 }] as const;
  expect(rowOf('de', everywhere, { failed })).toMatchObject({ verdict: 'absent' });
});

test('a lead without a match leaves the system unconfirmed; a refused look-up is more serious', () => {
  const lead = hit('9', { join: 'free', by: { kind: 'email', value: 'ada@example.org' } });
  const findings = { crm: none(1, [lead]) };
  expect(rowOf('crm', everywhere, { findings })).toMatchObject({
    verdict: 'unconfirmed',
    leads: 1,
    searched: [
      { by: 'email', in: 'live', found: 1 },
      { by: 'email', in: 'archive', found: 0 },
    ],
  });
  expect(rowOf('crm', { ...everywhere, crm: refused }, { findings })).toMatchObject({
    verdict: 'unsearched',
    reason: 'refused',
  });
});
