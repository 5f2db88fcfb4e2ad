import { compareNames, readName, type PersonName } from '../../src/domain/person-name.ts';

type Written = string | Partial<PersonName>;

const given = (name: string): Partial<PersonName> => ({ given: name });
const display = (name: string, surname: string | null = null): Partial<PersonName> => ({
  display: name,
  surname,
});
const full = (name: string, surname: string): Partial<PersonName> => ({ given: name, surname });

function relation(one: Written, other: Written): string {
  const read = (name: Written) =>
    readName({
      given: null,
      surname: null,
      display: null,
      ...(typeof name === 'string' ? given(name) : name),
    });
  const there = compareNames(read(one), read(other));
  expect(compareNames(read(other), read(one))).toBe(there);
  return there;
}

describe('given names', () => {
  it.each<[Written, Written]>([
    ['Ada', 'ADA'],
    ['Zoë', 'zoe'],
    ['Jose\u0301', 'Jose'],
    ['Søren', 'Soren'],
    ['Łukasz', 'Lukasz'],
    ['İpek', 'ipek'],
    ['Ada Maria', 'Ada'],
    ['Anna-Lena', 'Lena'],
    ['Jean-Luc', 'Luc'],
    [full('Anna Maria', 'Müller'), full('Anna Sophie', 'Müller')],
    ['J.', 'J'],
    ['Dr. Anna', 'anna'],
    ['Γιώργος', 'ΓΙΩΡΓΟΣ'],
    ['李雷', '李雷'],
    ['Anna (李雷)', '李雷'],
    ['D’Arcy', "D'arcy"],
  ])('%j and %j agree', (one, other) => {
    expect(relation(one, other)).toBe('agree');
  });

  it.each<[Written, Written]>([
    ['Daniel', 'Daniela'],
    ['Paul', 'Paula'],
    ['Jo', 'Joanna'],
    ['Jo', 'Josef'],
    ['J', 'Johanna'],
    ['J.', 'Johanna'],
    ['Ben', 'Benjamin'],
    ['雷', '雷明'],
    ['Юлия', 'Юли'],
    ['Hans Daniel', 'Daniela'],
  ])('%j and %j are doubtful', (one, other) => {
    expect(relation(one, other)).toBe('doubtful');
  });

  it.each<[Written, Written]>([
    ['Ada', 'George'],
    ['Anna', 'Anne'],
    ['Bill', 'William'],
    ['Γιώργος', 'Νίκος'],
    ['李雷', '韩梅梅'],
    // Vowel signs are not accents: without them both names would be रम.
    ['राम', 'रमा'],
    ['Anna M.', 'Daniel M.'],
    ['Dr. Anna', 'Dr. Daniel'],
    ['Nguyễn Văn An', 'Trần Văn Bình'],
    ['Al', 'Anna'],
    ['Ada 李雷', 'George 李明'],
  ])('%j and %j contradict', (one, other) => {
    expect(relation(one, other)).toBe('contradict');
  });

  it.each<[Written, Written]>([
    ['Ada', ''],
    ['Ada', '  '],
    ['Ada', 'unknown'],
    ['Ada', 'Unknown Customer'],
    ['Ada', 'n/a'],
    ['Ada', 'george@example.org'],
    ['Ada', 'george＠example.org'],
    ['Ada', display('5eed0000-0000-4000-8000-00000000abcd')],
    ['Ada', '🦆🎉'],
    ['Ada', '4711'],
    ['Γιώργος', 'George'],
    ['李雷', 'Lei'],
    ['はなこ', 'ハナコ'],
    ['Ada', { surname: 'Lovelace' }],
  ])('%j and %j cannot be compared', (one, other) => {
    expect(relation(one, other)).toBe('unknown');
  });
});

describe('names in one field', () => {
  it.each<[Written, Written, string]>([
    [display('Anna Müller'), full('Daniel', 'Müller'), 'contradict'],
    [display('Anna Müller', 'Müller'), full('Daniel', 'Schmidt'), 'contradict'],
    [display('Anna Müller'), full('Daniel', 'MULLER'), 'contradict'],
    [display('Anna Müller'), full('Daniel', ''), 'contradict'],
    [display('Anna Müller'), full('Anna', 'Schmidt'), 'agree'],
    [display('Müller, Anna'), full('Daniel', 'Müller'), 'contradict'],
    [display('Müller, Anna'), display('Müller, Daniel'), 'contradict'],
    [display('Müller, Anna'), display('Daniel Müller'), 'contradict'],
    [display('Müller, Anna Maria', 'Müller'), display('Anna Müller'), 'agree'],
    [display('Müller Anna', 'Müller'), full('Anna', 'Müller'), 'agree'],
    [display('Daniela Müller'), full('Daniel', 'Müller'), 'doubtful'],
    [display('J. Müller', 'Müller'), full('Johanna', 'Müller'), 'doubtful'],
    [display('Dr. Anna Maria Müller'), full('Anna', 'Müller'), 'agree'],
    [display('Dr. Anna Müller', 'Müller'), display('Dr. Daniel Müller', 'Müller'), 'contradict'],
    [display('Anna Müller, PhD'), full('Anna', 'Müller'), 'agree'],
    [display('Anna von Müller', 'Müller'), display('Karl von Müller', 'Müller'), 'contradict'],
    [display('Konsul Anna Müller', 'Müller'), display('Konsul Ida Müller', 'Müller'), 'doubtful'],
    [display("Siân O'Neil"), full('Sean', 'O’Neil'), 'contradict'],
    [display('李雷', '李'), full('雷', '李'), 'agree'],
    [display('李雷', '李'), full('明', '李'), 'contradict'],
    [given('李雷'), full('雷', '李'), 'agree'],
    [given('李雷'), full('明', '李'), 'contradict'],
    [display('김민수', '김'), display('김 지훈', '김'), 'contradict'],
    [display('Anna <anna@example.org>'), 'Daniel', 'contradict'],
    [{ given: 'unknown', display: 'Anna Müller' }, full('Daniel', 'Müller'), 'contradict'],
    // The first record's surname is known, so Thomas is its given name, although it is the other record's surname.
    [display('Thomas Müller', 'Müller'), full('Anna', 'Thomas'), 'contradict'],
    // The whole name was written into the surname field.
    [{ surname: 'Josef Huber' }, full('Anna', 'Huber'), 'contradict'],
    [{ surname: 'Anna Huber' }, full('Anna', 'Huber'), 'agree'],
    [{ surname: 'Huber', display: 'Huber' }, full('Anna', 'Huber'), 'unknown'],
    [{ surname: 'von Huber' }, full('Anna', 'Schmidt'), 'unknown'],
    // A record of two people does not belong to one person.
    [display('Anna & Josef Huber', 'Huber'), full('Anna', 'Huber'), 'doubtful'],
    [display('Anna und Josef Huber'), full('Josef', 'Huber'), 'doubtful'],
    [display('Anna+Josef Huber'), full('Josef', 'Huber'), 'doubtful'],
    [display('Anna & Josef Huber'), display('Anna & Josef Huber'), 'agree'],
    [display('Undine Andersen'), full('Undine', 'Andersen'), 'agree'],
    // A surname alone is not a given name.
    [display('Müller'), full('Anna', 'Müller'), 'unknown'],
    [display('Dr. Müller'), full('Anna', 'Müller'), 'unknown'],
    // The word that both names share may be the surname.
    [display('Anna Müller'), display('Daniel Müller'), 'contradict'],
    [display('Daniela Müller'), display('Daniel Müller'), 'doubtful'],
    [display('Müller Anna'), display('Müller Daniel'), 'doubtful'],
    [display('Anna Müller'), display('Anna Schmidt'), 'doubtful'],
    [display('Anna Müller'), given('Daniel Müller'), 'contradict'],
    [display('Anna Müller'), display('Anna Maria Müller'), 'agree'],
    [display('Anna'), display('Anna Müller'), 'agree'],
    // The surname was also written into the given name field.
    [full('Anna Müller', 'Müller'), full('Daniel Müller', 'Müller'), 'contradict'],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(relation(one, other)).toBe(expected);
  });
});

it('reads only the beginning of a text of a million characters', () => {
  for (const unit of ['a', 'a ', '\u0301', "'", ',', '@ ', '李', '\u{1F986}', 'ﷺ']) {
    const name = { given: unit.repeat(1_000_000), surname: null, display: unit.repeat(1_000_000) };
    const read = readName(name);
    expect(JSON.stringify(read).length).toBeLessThan(100_000);
    for (let turn = 0; turn < 1000; turn += 1) compareNames(read, read);
  }
});
