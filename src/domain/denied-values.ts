import type { DeniedKind } from './denied-fields.ts';

/** A number that cannot be mistaken for another, wherever it stands in a text. */
interface ValueForm {
  readonly kind: DeniedKind;
  readonly form: RegExp;
  readonly isReal: (text: string) => boolean;
}

// No letter, digit or hyphen may touch the number: GUIDs and ids of records hold groups of digits too.
const standsAlone = (form: string) => new RegExp(String.raw`(?<![\w-])${form}(?![\w-])`, 'g');

const forms: readonly ValueForm[] = [
  {
    // The ranges that are never issued: https://www.ssa.gov/employer/randomization.html
    kind: 'social-security-number',
    form: standsAlone(String.raw`(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}`),
    isReal: () => true,
  },
  {
    kind: 'financial-account',
    form: standsAlone(String.raw`[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?`),
    isReal: isIban,
  },
  {
    kind: 'financial-account',
    form: standsAlone(String.raw`[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}`),
    isReal: isCardNumber,
  },
];

/** The check digits of ISO 13616. */
function isIban(text: string): boolean {
  const letters = text.replaceAll(' ', '');
  const moved = letters.slice(4) + letters.slice(0, 4);
  const digits = moved.replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)));
  return BigInt(digits) % 97n === 1n;
}

/** The check digit of ISO/IEC 7812-1. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 0 ? digit : digit * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Takes denied numbers out of a text, such as a social security number in a note, and says of each which kind it was.
 * @returns the text with the name of the kind in place of each number, and the kinds
 */
export function withoutDeniedValues(text: string): {
  readonly text: string;
  readonly kinds: readonly DeniedKind[];
} {
  const kinds = new Set<DeniedKind>();
  let kept = text;
  for (const { kind, form, isReal } of forms)
    kept = kept.replace(form, (found) => {
      if (!isReal(found)) return found;
      kinds.add(kind);
      return `[withheld: ${kind}]`;
    });
  return { text: kept, kinds: [...kinds] };
}
