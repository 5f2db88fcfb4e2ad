// The kinds of values of settings. The message of each kind says what the value must be. Values from the environment are texts.
import { z } from 'zod';
import { parseTimeSpan } from './time-span.ts';

/** A whole number, or its text. */
export function wholeNumber(least: number, most?: number) {
  const words =
    most === undefined
      ? `must be a whole number of at least ${String(least)}`
      : `must be a whole number from ${String(least)} to ${String(most)}`;
  return converted(words, (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const isWhole = typeof number === 'number' && Number.isSafeInteger(number);
    return isWhole && number >= least && number <= (most ?? number) ? number : undefined;
  });
}

/** A text like .NET's TimeSpan, in milliseconds. */
export function timeSpan(leastMs = 0) {
  const least = leastMs > 0 ? ` of at least ${String(leastMs)} ms` : '';
  return converted(`must be a TimeSpan${least}, such as "00:00:30"`, toMilliseconds(leastMs));
}

/** The same, or `-1` for no limit. */
export function timeLimit() {
  return converted('must be a TimeSpan, such as "00:05:00", or "-1" for no limit', (value) =>
    value === '-1' ? -1 : toMilliseconds(0)(value),
  );
}

function toMilliseconds(least: number) {
  return (value: unknown) => {
    const milliseconds = typeof value === 'string' ? parseTimeSpan(value) : undefined;
    return milliseconds !== undefined && milliseconds >= least ? milliseconds : undefined;
  };
}

/** One of some words, in upper or lower case. The result is the word as it is listed. */
export function oneOf<const Word extends string>(...words: readonly Word[]) {
  const list = words.map((word) => `"${word}"`).join(', ');
  return converted(`must be one of ${list}`, (value) =>
    typeof value === 'string'
      ? words.find((word) => word.toLowerCase() === value.toLowerCase())
      : undefined,
  );
}

/** true or false, or its text. */
export function flag() {
  return converted('must be true or false', (value) => {
    const text = String(value).toLowerCase();
    return text === 'true' || text === 'false' ? text === 'true' : undefined;
  });
}

function converted<Value>(words: string, convert: (value: unknown) => Value | undefined) {
  return z.unknown().transform((value, context) => {
    const result = convert(value);
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', message: words });
    return z.NEVER;
  });
}
