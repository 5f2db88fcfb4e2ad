import type { RegisteredRequest } from '../../domain/request.ts';
import { readClaims } from './claim-rows.ts';
import type { RegisterParts } from './register-parts.ts';

const readAtOnce = 20;

/** The open requests that claim one of these, oldest first. */
export async function claimantsIn(
  { table, requests }: Pick<RegisterParts, 'table' | 'requests'>,
  hashes: readonly string[],
): Promise<RegisteredRequest[]> {
  const rows = await readClaims(table, [...new Set(hashes)]);
  const ids = [...new Set(rows.flatMap(({ requestIds }) => requestIds))].sort();
  const open: RegisteredRequest[] = [];
  for (let from = 0; from < ids.length; from += readAtOnce) {
    const some = await Promise.all(
      ids.slice(from, from + readAtOnce).map((id) => requests.readOpen(id)),
    );
    open.push(...some.flatMap((stored) => (stored ? [stored.request] : [])));
  }
  return open;
}
