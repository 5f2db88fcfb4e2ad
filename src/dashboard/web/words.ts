/** How a tag looks. It always has words too: colour alone tells nobody anything. */
export type Tone = 'good' | 'neutral' | 'busy' | 'waiting' | 'exception' | 'bad' | 'unknown';

export interface Words {
  readonly tone: Tone;
  readonly label: string;
  readonly says: string;
}

/** Words of a code. A code that this page does not know is shown as it is, and never looks like success. */
export function wordsFor(table: Readonly<Record<string, Words>>, code: string): Words {
  return (
    entryOf(table, code) ?? {
      tone: 'unknown',
      label: code,
      says: 'This page is older than this word.',
    }
  );
}

/** Text of a code; the code itself where this page does not know it. */
export function textFor(table: Readonly<Record<string, string>>, code: string): string {
  return entryOf(table, code) ?? code;
}

/** What a table says of a code; undefined where it does not have it. */
export function entryOf<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
