import type { Told } from '../texts/told.ts';
import { texts } from '../texts/texts.ts';

/** The look of a tag. A tag always has a text too, because not everybody can see its colour. */
export type Tone = 'good' | 'neutral' | 'busy' | 'waiting' | 'exception' | 'bad' | 'unknown';

export interface Words extends Told {
  readonly tone: Tone;
}

/** The text of each code, and the look of its tag. */
export function toned<Code extends string>(
  tones: Readonly<Record<Code, Tone>>,
  told: Readonly<Record<Code, Told>>,
): Readonly<Record<Code, Words>> {
  const codes = Object.keys(tones) as Code[];
  const entries = codes.map((code) => [code, { tone: tones[code], ...told[code] }] as const);
  return Object.fromEntries(entries) as Record<Code, Words>;
}

/** Words of a code. A code that this page does not know is shown as it is, and never looks like success. */
export function wordsFor(table: Readonly<Record<string, Words>>, code: string): Words {
  return (
    entryOf(table, code) ?? { tone: 'unknown', label: code, says: texts().requestWords.unknown }
  );
}

/** Text of a code; the code itself where this page does not know it. */
export function textFor(table: Readonly<Record<string, string>>, code: string): string {
  return entryOf(table, code) ?? code;
}

/** The entry of a table for a code; undefined when the table does not have it. */
export function entryOf<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
