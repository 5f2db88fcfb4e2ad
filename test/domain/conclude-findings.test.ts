import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import type { Identifier, KnownIdentifier, Trust } from '../../src/domain/identifier.ts';
import type { Hit, Join } from '../../src/domain/match.ts';

const account = (system: string, objectId: string): Identifier => ({
  kind: 'account',
  system: systemIdOf(system),
  objectId,
});
const email = (value: string): Identifier => ({ kind: 'email', value });
const known = (identifier: Identifier, trust: Trust): Omit<KnownIdentifier, 'source'> => ({
  identifier,
  trust,
});
const given = (identifier: Identifier): KnownIdentifier => ({
  identifier,
  trust: 'given',
  source: 'request',
});

function hit(
  id: string,
  join: Join,
  by: Identifier,
  givenName: string | null = null,
  reveals: Hit['reveals'] = [],
  scope?: string,
): Hit {
  return {
    record: { kind: 'record', id, ...(scope && { scope }) },
    join,
    by,
    name: { given: givenName, surname: null, display: null },
    reveals,
    preview: '',
  };
}

const conclude = (known: readonly KnownIdentifier[], hits: Record<string, readonly Hit[]>) =>
  concludeFindings(known, hits);

const states = (conclusion: ReturnType<typeof concludeFindings>) =>
  Object.fromEntries(
    Object.entries(conclusion.findings).map(([system, finding]) => [system, finding.state]),
  );

const ada = account('de', 'oid-ada');
const family = email('lovelace@example.org');

describe('concluding who is who', () => {
  it('follows what a matched account vouches for into the other systems', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Ada', [known(family, 'vouched')])],
      fr: [hit('oid-fr', 'address', family, 'Ada', [known(account('fr', 'oid-fr'), 'vouched')])],
      crm: [hit('51', 'id', account('fr', 'oid-fr'), null)],
    };

    const conclusion = concludeFindings([given(ada)], hits);

    expect(states(conclusion)).toEqual({ de: 'matched', fr: 'matched', crm: 'matched' });
  });

  it('never follows a claimed address, and counts only records as leads', () => {
    const victim = email('victim@example.org');
    const hits: Record<string, readonly Hit[]> = {
      de: [
        hit('oid-stranger', 'id', account('de', 'oid-stranger'), 'Mallory', [
          known(victim, 'claimed'),
        ]),
      ],
      fr: [hit('oid-victim', 'address', victim, 'Victoria')],
    };

    const conclusion = concludeFindings([given(account('de', 'oid-stranger'))], hits);

    expect(states(conclusion)).toEqual({ de: 'matched', fr: 'none' });
    expect(conclusion.findings[systemIdOf('de')]!.leads).toBe(0);
  });

  it('counts a hit in a free field as a lead that does not block the match', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [
        hit('oid-ada', 'id', ada, 'Ada', [known(family, 'vouched')]),
        hit('oid-stranger', 'free', family, 'Mallory'),
      ],
    };

    const finding = concludeFindings([given(ada)], hits).findings[systemIdOf('de')]!;

    expect(finding).toMatchObject({ state: 'matched', records: [{ id: 'oid-ada' }], leads: 1 });
  });

  it('leaves a family member with the same address to an operator, and follows none of their identifiers', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Ada', [known(family, 'vouched')])],
      fr: [
        hit('oid-byron', 'address', family, 'George', [
          known(email('george@example.org'), 'vouched'),
        ]),
      ],
      crm: [hit('7', 'address', email('george@example.org'), 'George')],
    };

    const conclusion = concludeFindings([given(ada)], hits);

    expect(states(conclusion)).toEqual({ de: 'matched', fr: 'ambiguous', crm: 'none' });
    expect(conclusion.findings[systemIdOf('fr')]!.records).toEqual([]);
  });

  it('no longer follows an identifier when a later round contradicts its record', () => {
    const hits: Record<string, readonly Hit[]> = {
      fr: [
        hit('oid-george', 'address', family, 'George', [
          known(email('george@example.org'), 'vouched'),
        ]),
      ],
      crm: [hit('7', 'address', email('george@example.org'), 'George')],
      de: [hit('oid-ada', 'id', ada, 'Ada')],
    };

    expect(states(concludeFindings([given(family), given(ada)], hits))).toEqual({
      fr: 'ambiguous',
      crm: 'none',
      de: 'matched',
    });
  });

  it('leaves all records in doubt when only an address was given and their names contradict each other', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('a', 'address', family, 'Ada')],
      fr: [hit('b', 'address', family, 'George')],
      us: [hit('c', 'address', family, null)],
    };

    expect(states(concludeFindings([given(family)], hits))).toEqual({
      de: 'ambiguous',
      fr: 'ambiguous',
      us: 'matched',
    });
  });

  it.each([
    ['Daniel', 'Daniela'],
    ['Jo', 'Joanna'],
    ['J', 'Johanna'],
  ])('takes a prefix or an initial as doubt: %s is not %s', (subject, relative) => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-subject', 'id', account('de', 'oid-subject'), subject)],
      fr: [hit('oid-relative', 'address', family, relative)],
      crm: [hit('7', 'address', family, relative)],
      mail: [hit('m', 'address', family, subject)],
    };

    const conclusion = concludeFindings([given(account('de', 'oid-subject')), given(family)], hits);

    expect(states(conclusion)).toEqual({
      de: 'matched',
      fr: 'ambiguous',
      crm: 'ambiguous',
      mail: 'matched',
    });
  });

  it('leaves records of one round in doubt when their names do not agree with each other', () => {
    const joanna = hit('1', 'address', family, 'Joanna');
    const josef = hit('2', 'address', family, 'Josef');
    const jo = hit('3', 'address', family, 'Jo');

    expect(states(conclude([given(family)], { de: [joanna], fr: [josef] }))).toEqual({
      de: 'ambiguous',
      fr: 'ambiguous',
    });
    expect(states(conclude([given(family)], { de: [joanna], fr: [jo] }))).toEqual({
      de: 'ambiguous',
      fr: 'ambiguous',
    });
  });

  it('leaves a record with the object ID but another name to an operator; the account itself matches', () => {
    const hits: Record<string, readonly Hit[]> = {
      crm: [hit('7', 'id', ada, 'George', [known(email('g@example.org'), 'vouched')])],
      de: [hit('oid-ada', 'id', ada, 'Ada')],
      mail: [hit('m', 'address', email('g@example.org'), 'George')],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({
      crm: 'ambiguous',
      de: 'matched',
      mail: 'none',
    });
  });

  it('matches a record with the object ID and a shorter name', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Adalbert')],
      crm: [hit('7', 'id', ada, 'Ada')],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({ de: 'matched', crm: 'matched' });
  });

  it('leaves records with the id of a nameless account in doubt when their names contradict each other', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'unknown', [known(family, 'vouched')])],
      crm: [hit('7', 'id', ada, 'George')],
      mail: [hit('m', 'id', ada, 'Ada')],
      fr: [hit('oid-fr', 'address', family, 'Ada')],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({
      de: 'matched',
      crm: 'ambiguous',
      mail: 'ambiguous',
      fr: 'ambiguous',
    });
  });

  it('leaves given accounts in doubt when their names contradict each other', () => {
    const george = account('fr', 'oid-george');
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Ada')],
      fr: [hit('oid-george', 'id', george, 'George')],
    };

    expect(states(concludeFindings([given(ada), given(george)], hits))).toEqual({
      de: 'ambiguous',
      fr: 'ambiguous',
    });
  });

  it('is ambiguous when a system has a certain record and one in doubt', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [
        hit('oid-ada', 'id', ada, 'Ada', [known(family, 'vouched')]),
        hit('oid-george', 'address', family, 'George'),
      ],
      fr: [hit('oid-fr', 'address', family, 'Ada')],
    };

    const { findings } = concludeFindings([given(ada)], hits);

    expect(findings[systemIdOf('de')]).toMatchObject({ state: 'ambiguous', records: [] });
    expect(findings[systemIdOf('fr')]).toMatchObject({
      state: 'matched',
      records: [{ id: 'oid-fr' }],
    });
  });

  it('is ambiguous when one identifier links to several records of a kind', () => {
    const hits: Record<string, readonly Hit[]> = {
      crm: [hit('1', 'id', ada), hit('2', 'id', ada)],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({ crm: 'ambiguous' });
  });

  it('matches one person’s entries in several lists as several records', () => {
    const hits: Record<string, readonly Hit[]> = {
      mail: [
        hit('m', 'address', family, 'Ada', [], 'list-1'),
        hit('m', 'address', family, 'Ada', [], 'list-2'),
      ],
    };

    expect(concludeFindings([given(family)], hits).findings[systemIdOf('mail')]).toMatchObject({
      state: 'matched',
      records: [{ scope: 'list-1' }, { scope: 'list-2' }],
    });
  });

  it('ignores hits by an identifier that no record vouches for any more', () => {
    const hits: Record<string, readonly Hit[]> = {
      crm: [hit('9', 'address', email('old@example.org'), 'Ada')],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({ crm: 'none' });
  });
});
