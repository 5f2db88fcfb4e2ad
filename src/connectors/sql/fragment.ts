/** A value that a statement may have as a parameter. Drivers send it separately from the text of the statement. */
export type SqlValue = string | number | boolean | null;

/**
 * A part of a statement: its text, with the values between. There is always one text more than there are values. Only this file makes
 * fragments, so no value can get into the text.
 */
export interface Fragment {
  readonly texts: readonly string[];
  readonly values: readonly SqlValue[];
}

/** The tag for statements: a fragment is put into the text, and everything else becomes a parameter. */
export function sql(
  texts: TemplateStringsArray,
  ...parts: readonly (Fragment | SqlValue)[]
): Fragment {
  const [first = '', ...others] = texts;
  return parts.reduce<Fragment>((before, part, index) => {
    const next = ofText(others[index] ?? '');
    const middle = isFragment(part) ? part : { texts: ['', ''], values: [part] };
    return chained(chained(before, middle), next);
  }, ofText(first));
}

/** Joins fragments by a separator, such as `, ` or ` OR `. */
export function joined(
  parts: readonly Fragment[],
  separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL ',
): Fragment {
  const [first = ofText(''), ...others] = parts;
  return others.reduce((before, part) => chained(chained(before, ofText(separator)), part), first);
}

/** The values of a list, as parameters: `$1, $2`. */
export const listOf = (values: readonly SqlValue[]): Fragment =>
  joined(
    values.map((value) => sql`${value}`),
    ', ',
  );

/** A name between the quotes of a dialect. @param mark such as `"`; a closing mark inside the name is doubled */
export function quotedName(name: string, open: string, close: string): Fragment {
  return ofText(open + name.replaceAll(close, close + close) + close);
}

/** @throws when it is not a whole number: only our own numbers are written into a statement */
export function wholeNumber(number: number): Fragment {
  if (!Number.isSafeInteger(number)) throw new Error('A whole number was expected.');
  return ofText(String(number));
}

/** The text of a statement, with the placeholders of a dialect. @param placeholder gets the number of the value, from 1 on */
export function textOf({ texts }: Fragment, placeholder: (number: number) => string): string {
  return texts.reduce((text, next, index) => `${text}${placeholder(index)}${next}`);
}

const ofText = (text: string): Fragment => ({ texts: [text], values: [] });

const isFragment = (part: Fragment | SqlValue): part is Fragment =>
  typeof part === 'object' && part !== null;

function chained(one: Fragment, other: Fragment): Fragment {
  const last = one.texts.at(-1) ?? '';
  const [first = '', ...rest] = other.texts;
  return {
    texts: [...one.texts.slice(0, -1), last + first, ...rest],
    values: [...one.values, ...other.values],
  };
}
