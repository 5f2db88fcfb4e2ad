import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import type { Hit } from '../../src/domain/match.ts';
import {
  account,
  email,
  known,
  given,
  hit,
  conclude,
  states,
  ada,
  family,
} from '../support/findings.ts';

describe('concluding which records are the person’s, in doubt', () => {
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
  ])('treats a prefix or an initial as doubtful: %s and %s', (subject, relative) => {
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

  it('is ambiguous when a system has a certain record and a record in doubt', () => {
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
});
