import type { LookUpKind } from '../../domain/search-record.ts';
import type { SearchLog } from './search-log.ts';

/** Asks a system for the ids of records by one identifier. */
export interface Question {
  readonly by: LookUpKind;
  readonly ask: () => Promise<string[]>;
}

/**
 * Asks the questions and reads each record that was found, once. Search indexes lag: a record that a search shows may already be erased.
 * @param read returns undefined when there is no such record
 */
export async function readFound<T extends { readonly id: string }>(
  log: SearchLog,
  questions: readonly Question[],
  read: (id: string) => Promise<T | undefined>,
): Promise<T[]> {
  const reading = new Map<string, Promise<T | undefined>>();
  const readOnce = (id: string) => {
    const one = reading.get(id) ?? read(id);
    reading.set(id, one);
    return one;
  };
  const records = new Map<string, T>();
  for (const { by, ask } of questions) {
    const what = `${by}-in-live`;
    const found = await log.lookUp([{ by, in: 'live' }], what, async () =>
      Promise.all((await ask()).map(readOnce)),
    );
    for (const record of found) if (record) records.set(record.id, record);
  }
  return [...records.values()];
}
