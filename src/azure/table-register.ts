import { isDeepStrictEqual } from 'node:util';
import { isTerminal, type RegisteredRequest } from '../domain/request.ts';
import type { Clock } from '../ports/clock.ts';
import type { Register } from '../ports/register.ts';
import type { OpenedKeys } from './opened-keys.ts';
import { acceptIn } from './register-accept.ts';
import { claimIn } from './register-claim.ts';
import { endIn } from './register-end.ts';
import { listIn, requestsPointedAt } from './register-list.ts';
import { mustReadRequest, readRequest, replaceRequest } from './register-requests.ts';
import { deliverRow } from './register-rows.ts';
import { beginIn, deedsIn, noteDeedIn, recordSystemsIn, systemsIn } from './register-systems.ts';
import { after, type RegisterTable } from './register-table.ts';
import { untilUndisturbed } from './register-transaction.ts';
import {
  closeIn,
  forgetIdempotencyKeysIn,
  packageDeletedIn,
  packagesBeforeIn,
  remove,
} from './register-upkeep.ts';

type Change = Parameters<Register['update']>[1];

/**
 * An ended request keeps its state and plan for good; how far its status was delivered still changes.
 * @returns null when nothing changes, such as when the answer to the same write was lost
 */
function changed(
  request: RegisteredRequest,
  { delivery, ...progress }: Change,
  now: Date,
): RegisteredRequest | null {
  const next = {
    ...request,
    ...(!isTerminal(request.state) && progress),
    ...(delivery && { delivery }),
  };
  return isDeepStrictEqual(next, request) ? null : { ...next, updatedAt: now.toISOString() };
}

function isSettled(delivery: Change['delivery']): boolean {
  return delivery?.state === 'delivered' || delivery?.state === 'dead-lettered';
}

/** The register in Table storage. Every method throws `StorageAway` when storage does not answer. */
export function createTableRegister(
  table: RegisterTable,
  opened: OpenedKeys,
  now: Clock,
): Register {
  return {
    accept: (acceptance) => acceptIn(table, acceptance),
    get: async (requestId) => (await readRequest(table, requestId))?.request ?? null,
    list: (filter) => listIn(table, filter),
    async update(requestId, change) {
      const updated = await untilUndisturbed(async () => {
        const stored = await mustReadRequest(table, requestId);
        const request = changed(stored.request, change, now());
        if (request === null) return stored.request;
        return (await replaceRequest(table, stored, request)) ? request : 'disturbed';
      });
      if (isSettled(change.delivery)) await remove(table, deliverRow(requestId));
      return updated;
    },

    systemsOf: (requestId) => systemsIn(table, requestId),
    recordSystems: (requestId, systems) => recordSystemsIn(table, requestId, systems),
    claim: (requestId, recordHashes) => claimIn(table, requestId, recordHashes),
    begin: (requestId, systemId, deed, at) => beginIn(table, requestId, systemId, deed, at),
    noteDeed: (requestId, systemId, deed, note) =>
      noteDeedIn(table, requestId, systemId, deed, note),
    deedsOf: (requestId) => deedsIn(table, requestId),

    async end(requestId, ending) {
      await endIn(table, requestId, ending);
      if (ending.closeAt === null) opened.evict(requestId, 'dossier');
    },
    open: () => requestsPointedAt(table, 'open-', after('open-')),
    undelivered: () => requestsPointedAt(table, 'deliver-', after('deliver-')),
    closable: (at) => requestsPointedAt(table, 'close-', `close-${at}`),
    async close(requestId) {
      await closeIn(table, requestId);
      opened.evict(requestId, 'dossier');
    },
    packagesBefore: (finishedBefore) => packagesBeforeIn(table, finishedBefore),
    packageDeleted: (requestId) => packageDeletedIn(table, requestId),
    forgetIdempotencyKeys: (at) => forgetIdempotencyKeysIn(table, at),
  };
}
