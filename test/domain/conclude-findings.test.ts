import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import type { Hit } from '../../src/domain/match.ts';
import { account, email, known, given, hit, states, ada, family } from '../support/findings.ts';

describe('concluding which records are the person’s', () => {
  it('follows the identifiers that a matched account vouches for into the other systems', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Ada', [known(family, 'vouched')])],
      fr: [hit('oid-fr', 'address', family, 'Ada', [known(account('fr', 'oid-fr'), 'vouched')])],
      crm: [hit('51', 'id', account('fr', 'oid-fr'), null)],
    };

    const conclusion = concludeFindings([given(ada)], hits);

    expect(states(conclusion)).toEqual({ de: 'matched', fr: 'matched', crm: 'matched' });
  });

  it('never follows a claimed address, and counts records, not hits, as leads', () => {
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

  it('matches a record with the object ID and a shorter name', () => {
    const hits: Record<string, readonly Hit[]> = {
      de: [hit('oid-ada', 'id', ada, 'Adalbert')],
      crm: [hit('7', 'id', ada, 'Ada')],
    };

    expect(states(concludeFindings([given(ada)], hits))).toEqual({ de: 'matched', crm: 'matched' });
  });

  it('matches the entries of one person in several lists as several records', () => {
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
