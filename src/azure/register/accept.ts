import { TableTransaction } from '@azure/data-tables';
import { onlyReads } from '../../domain/order-of-arrival.ts';
import type { RequestId, RequestState } from '../../domain/request.ts';
import type { KeyPurpose } from '../../ports/key-ring.ts';
import type { Register } from '../../ports/register.ts';
import type { Acceptance, AcceptanceResult } from '../../ports/register-writes.ts';
import { factOfAcceptance } from '../../journal/facts-of.ts';
import { joinClaims, readClaims, unclaimed, type ClaimRow } from './claim-rows.ts';
import { envelopeRow } from './envelope-rows.ts';
import type { RegisterParts } from './register-parts.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import {
  idempotencyOfRow,
  idempotencyRow,
  keyRow,
  likenessRow,
  searchingRow,
  pointer,
  registerPartition,
  type Pointer,
} from './rows.ts';
import { beginJournal, grow } from './stored-journal.ts';
import { untilUndisturbed } from './transaction.ts';

interface SpentKey extends Pointer {
  readonly bodyHash: string;
  readonly alike: boolean;
  readonly state: RequestState;
}

/** The highest number of claims in this transaction; the plan writes the others. A claim may need two operations. */
const mostClaims = 40;

/**
 * Registers a request with all its rows. The request is not registered when its idempotency key was used before, or when an equal request
 * is open: then the result names the earlier request, or says that the key came with another body.
 */
export async function acceptIn(
  parts: RegisterParts,
  acceptance: Acceptance,
): Promise<AcceptanceResult> {
  const hashes = acceptance.claims.slice(0, mostClaims);
  const atOnce = await tryToAccept(parts, acceptance, unclaimed(hashes));
  if (atOnce) return atOnce;
  return await parts.oneAtATime(() =>
    untilUndisturbed(async () => {
      const claims = await readClaims(parts.table, hashes);
      return (await tryToAccept(parts, acceptance, claims)) ?? 'disturbed';
    }),
  );
}

/** @returns null when the write failed because another row had changed, and there is no earlier request to return */
async function tryToAccept(
  parts: RegisterParts,
  acceptance: Acceptance,
  claims: readonly ClaimRow[],
): Promise<AcceptanceResult | null> {
  const { requests, table } = parts;
  const { request, likenessHash } = acceptance;
  const change = new TableTransaction();
  addRowsBeside(change, acceptance);
  const joined = joinClaims(change, { id: request.id, begun: false }, claims);
  const searching = onlyReads(request.type);
  if (searching) change.createEntity(pointer(searchingRow(request.id), request.id));
  const holdings = { likenessHash, holdsLikeness: true, begun: false, searching, ...joined };
  const journal = beginJournal(factOfAcceptance(request, acceptance.by));
  const grown = grow({ request, journal }, acceptance.facts ?? []);
  const created = await requests.create({ ...grown, holdings }, change);
  for (const id of [...joined.after, ...joined.undecided]) requests.forget(id);
  // The request may be our own: the answer to our earlier write may have been lost.
  if (created || (await requests.read(request.id))) return { kind: 'accepted' };
  const { idempotency } = acceptance;
  const spent = idempotency && (await spentBefore(table, idempotency));
  return spent ?? (await alike(parts, acceptance));
}

function addRowsBeside(
  change: TableTransaction,
  { request, envelopes, idempotency, likenessHash }: Acceptance,
): void {
  const { id } = request;
  change.createEntity(pointer(likenessRow(likenessHash), id));
  for (const [purpose, envelope] of Object.entries(envelopes))
    change.createEntity(envelopeRow(keyRow(id, purpose as KeyPurpose), id, envelope));
  if (idempotency) spend(change, idempotency, id, { alike: false, state: request.state });
}

function spend(
  change: TableTransaction,
  { keyHash, bodyHash }: NonNullable<Acceptance['idempotency']>,
  requestId: RequestId,
  answered: { alike: boolean; state: RequestState },
): void {
  const spent: SpentKey = {
    ...pointer(idempotencyRow(keyHash), requestId),
    bodyHash,
    ...answered,
  };
  change.createEntity(spent);
  change.createEntity({ ...pointer(idempotencyOfRow(requestId, keyHash), requestId), keyHash });
}

/** The answer to an idempotency key that was used before; null when it is new. */
export async function spentBefore(
  table: RegisterTable,
  { keyHash, bodyHash }: NonNullable<Acceptance['idempotency']>,
): ReturnType<Register['answeredBefore']> {
  const spent = await table((client) =>
    rowOrNone(() => client.getEntity<SpentKey>(registerPartition, idempotencyRow(keyHash))),
  );
  if (!spent) return null;
  if (spent.bodyHash !== bodyHash) return { kind: 'key-reused' };
  const { requestId, alike: wasAlike, state } = spent;
  return { kind: 'repeated', requestId, answered: { alike: wasAlike, state } };
}

async function alike(
  { table, commit, requests }: RegisterParts,
  { idempotency, likenessHash }: Acceptance,
): Promise<AcceptanceResult | null> {
  const like = await table((client) =>
    rowOrNone(() => client.getEntity<Pointer>(registerPartition, likenessRow(likenessHash))),
  );
  const holder = like && (await requests.readOpen(like.requestId));
  if (!holder) return null;
  const { id, state } = holder.request;
  if (idempotency) {
    // The next call with this key gets the same request again, even when that request has ended by then.
    const change = new TableTransaction();
    spend(change, idempotency, id, { alike: true, state });
    if (!(await commit(change.actions))) return null;
  }
  return { kind: 'alike', requestId: id, state };
}
