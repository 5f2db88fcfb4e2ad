import { candidatesOf } from '../../src/domain/candidate.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import type { Hit } from '../../src/domain/match.ts';
import { noName } from '../../src/domain/person-name.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { hit } from '../support/memory-house.ts';

const crm = systemIdOf('crm');
const email: Identifier = { kind: 'email', value: 'ada@example.org' };
const phone: Identifier = { kind: 'phone', value: '+4930123456' };
const oldId: Identifier = { kind: 'record', system: crm, id: '40' };

function conclude(hits: readonly Hit[], by: readonly Identifier[]) {
  const given = by.map((identifier): KnownIdentifier => ({
    identifier,
    trust: 'given',
    source: 'request',
  }));
  const finding = concludeFindings(given, { [crm]: hits }).findings[crm];
  if (!finding) throw new Error('no finding');
  return finding;
}

const contact = (id: string, change: Partial<Hit>) =>
  hit(id, { record: { kind: 'contact', id }, preview: `A…, ${id}`, name: noName, ...change });

test('a lead besides a match is a candidate; the match is not', () => {
  const finding = conclude(
    [
      contact('51', { join: 'address', by: email }),
      contact('52', { join: 'free', by: phone }),
      contact('52', { join: 'free', by: email }),
    ],
    [email, phone],
  );
  expect(finding).toMatchObject({ state: 'matched', leads: 1 });
  expect(candidatesOf(finding)).toEqual([
    {
      record: { kind: 'contact', id: '52' },
      preview: 'A…, 52',
      metBy: ['phone', 'email'],
      lead: true,
    },
  ]);
});

test('every record of an ambiguous system is a candidate, also when more is found', () => {
  const two = [
    contact('51', { join: 'address', by: email }),
    contact('52', { join: 'address', by: email }),
  ];
  const brief = (hits: readonly Hit[]) =>
    candidatesOf(conclude(hits, [email, phone])).map(
      ({ record, lead }) => `${record.id} ${String(lead)}`,
    );
  expect(brief(two)).toEqual(['51 false', '52 false']);
  expect(brief([...two, contact('53', { join: 'free', by: phone })])).toEqual([
    '51 false',
    '52 false',
    '53 true',
  ]);
});

test('a record that was found only by the id of a record merged into it is ambiguous', () => {
  const survivor = contact('51', { by: oldId, merged: true });
  expect(conclude([survivor], [oldId])).toMatchObject({ state: 'ambiguous', records: [] });
  const byAddress = contact('51', { join: 'address', by: email });
  expect(conclude([survivor, byAddress], [oldId, email])).toMatchObject({
    state: 'matched',
    records: [{ kind: 'contact', id: '51' }],
  });
});
