import { foldCase } from '../../../../local/sandbox/store/fold-case.ts';

describe('folding case', () => {
  it.each([
    ['ADA@Example.ORG', 'ada@example.org'],
    ['ÉLODIE', 'élodie'],
    ['ΓΕΩΡΓΊΑ', 'γεωργία'],
    ['ЮЛИЯ', 'юлия'],
  ])('%s is the same as %s', (left, right) => {
    expect(foldCase(left)).toBe(foldCase(right));
  });

  it.each([
    ['the Kelvin sign and k', '\u212Aim@example.org', 'kim@example.org'],
    ['long s and s', 'ſam@example.org', 'sam@example.org'],
    ['dotless i and i', 'ı@example.org', 'i@example.org'],
    ['sharp s and ss', 'strauß@example.org', 'strauss@example.org'],
    ['composed and decomposed', 'ren\u00E9@example.org', 'rene\u0301@example.org'],
    ['a domain and its A-label', 'a@b\u00FCcher.example', 'a@xn--bcher-kva.example'],
  ])('keeps %s apart', (_what, left, right) => {
    expect(foldCase(left)).not.toBe(foldCase(right));
  });
});
