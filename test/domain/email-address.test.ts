import fc from 'fast-check';
import { hidesAscii } from '../../src/domain/comparable-text.ts';
import { canonicalEmail, emailSpellings } from '../../src/domain/email-address.ts';
import { identifierKey } from '../../src/domain/identifier.ts';

const keyOf = (value: string) => identifierKey({ kind: 'email', value });

describe('one address in several spellings', () => {
  it.each([
    ['capitals', 'Ada@Example.ORG', 'ada@example.org'],
    ['outer blanks', ' ada@example.org\u00a0', 'ada@example.org'],
    ['a decomposed local part', 'rene\u0301@example.org', 'ren\u00e9@example.org'],
    ['a decomposed domain', 'ada@mu\u0308nchen.de', 'ada@münchen.de'],
    ['a domain in A-labels', 'ada@xn--mnchen-3ya.de', 'ada@münchen.de'],
    ['a domain in capitals', 'ada@MÜNCHEN.DE', 'ada@münchen.de'],
    ['an ideographic full stop', 'ada@münchen。de', 'ada@münchen.de'],
    ['a sharp s, which is a letter of its own', 'ada@xn--fa-hia.de', 'ada@faß.de'],
  ])('%s', (_, one, other) => {
    expect(canonicalEmail(one)).toBe(canonicalEmail(other));
    expect(keyOf(one)).toBe(keyOf(other));
  });
});

describe('addresses that look alike', () => {
  it.each([
    ['a Kelvin sign for the K', '\u212aate@example.org', 'kate@example.org'],
    ['a Kelvin sign in the domain', 'kate@\u212aiel.example', 'kate@kiel.example'],
    ['capitals beyond ASCII in the local part', 'Änne@example.org', 'änne@example.org'],
    ['a dotless i', 'al\u0131@example.org', 'ali@example.org'],
    ['wide letters in the local part', 'ａda@example.org', 'ada@example.org'],
    ['an accent', 'rené@example.org', 'rene@example.org'],
    ['a number in another notation', 'ada@1.2.3', 'ada@1.2.0.3'],
    ['a percent sign in the domain', 'ada@ex%61mple.org', 'ada@example.org'],
    ['a path in the domain', 'ada@münchen.de/x', 'ada@münchen.de'],
    ['a port in the domain', 'ada@münchen.de:80', 'ada@münchen.de'],
    ['the double s', 'ada@fass.de', 'ada@faß.de'],
  ])('are different: %s', (_, one, other) => {
    expect(canonicalEmail(one)).not.toBe(canonicalEmail(other));
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  it('knows every character that NFC turns into ASCII', () => {
    const hidden: number[] = [];
    for (let code = 0x80; code < 0x110000; code += 1) {
      const turned = String.fromCodePoint(code).normalize('NFC');
      if (/\p{ASCII}/u.test(turned)) hidden.push(code);
    }
    expect(hidden.length).toBeGreaterThan(0);
    for (const code of hidden) expect(hidesAscii(String.fromCodePoint(code))).toBe(true);
  });

  it('returns a text that is not an address unchanged', () => {
    for (const text of ['', '@', 'ada', 'ada@', '\ud800@\ud800.de', 'a@[::1]', 'a@b..c'])
      expect(canonicalEmail(text)).toBe(text);
  });
});

describe('the spellings to ask for', () => {
  it('are one for plain ASCII', () => {
    expect(emailSpellings(' Ada@Example.org')).toEqual(['Ada@Example.org']);
  });

  it('include both labels of the domain, whichever was given', () => {
    for (const given of ['ada@münchen.de', 'ada@xn--mnchen-3ya.de', 'ada@MU\u0308NCHEN.de'])
      expect(emailSpellings(given)).toEqual(
        expect.arrayContaining(['ada@münchen.de', 'ada@xn--mnchen-3ya.de', 'ada@mu\u0308nchen.de']),
      );
  });

  it('include the decomposed form of the local part', () => {
    expect(emailSpellings('ren\u00e9@example.org').sort()).toEqual(
      ['ren\u00e9@example.org', 'rene\u0301@example.org'].sort(),
    );
  });
});

const label = fc.stringMatching(/^[a-zäöüéñßøжλ中]{1,8}$/u);
const domain = fc.tuple(label, fc.constantFrom('de', 'org', 'рф')).map((parts) => parts.join('.'));
const local = fc.stringMatching(/^[a-z0-9éüñøßжλ中.+'_-]{1,10}$/u);
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

const respelled: readonly ((address: string) => string)[] = [
  (text) => text.normalize('NFD'),
  (text) => ` ${text}\t`,
  (text) => text.normalize('NFC').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  (text) => {
    const [name = '', host = ''] = text.split('@');
    return `${name}@${new URL(`http://${host}`).hostname}`;
  },
];
const respelling = fc.array(fc.constantFrom(...respelled), { maxLength: 4 });

describe('for every address', () => {
  it('all spellings have the same key, and only spellings are asked for', () => {
    fc.assert(
      fc.property(address, respelling, (written, ways) => {
        const other = ways.reduce((text, respell) => respell(text), written);
        expect(keyOf(other)).toBe(keyOf(written));
        expect(canonicalEmail(canonicalEmail(other))).toBe(canonicalEmail(other));
        for (const asked of emailSpellings(other)) expect(keyOf(asked)).toBe(keyOf(written));
        // Both labels are asked for, in whichever form the address was given.
        const [name = '', host = ''] = written.split('@');
        const asked = emailSpellings(other).map((text) => text.normalize('NFC').toLowerCase());
        expect(asked).toContain(written);
        expect(asked).toContain(`${name}@${new URL(`http://${host}`).hostname}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('two different addresses never have the same key', () => {
    fc.assert(
      fc.property(address, address, respelling, (one, other, ways) => {
        fc.pre(one !== other);
        expect(keyOf(ways.reduce((text, respell) => respell(text), one))).not.toBe(keyOf(other));
      }),
      { numRuns: 1000 },
    );
  });

  it('one changed letter changes the key', () => {
    const letters = fc.constantFrom('a', 'k', 'ı', 'ø', '\u212a', 'ｋ', 'К', 'é', 'e', '');
    fc.assert(
      fc.property(local, domain, fc.nat(), letters, (name, host, place, letter) => {
        const at = place % name.length;
        const other = `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
        fc.pre(other.isWellFormed() && other !== name);
        expect(keyOf(`${other}@${host}`)).not.toBe(keyOf(`${name}@${host}`));
      }),
      { numRuns: 1000 },
    );
  });
});
