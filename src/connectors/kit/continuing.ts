import { MarkExpired } from '../../ports/mark-expired.ts';
import { isRefusal } from './search-log.ts';

/**
 * Reads the page at which an export continues.
 * @param from the mark of an earlier try; null when the export begins
 * @throws MarkExpired when the service refuses the mark, so that the section is read from its beginning
 */
export async function continuing<T>(from: string | null, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (from !== null && isRefusal(error)) throw new MarkExpired(error);
    throw error;
  }
}
