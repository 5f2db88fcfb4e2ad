import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RequestId, type RequestState } from '../../domain/request.ts';
import type { Acceptance, AcceptanceResult } from '../../ports/register.ts';
import type { KeyPurpose } from '../../ports/key-ring.ts';
import { noteRow } from './note-rows.ts';
import type { StoredRequests } from './stored-requests.ts';
import {
  idempotencyOfRow,
  idempotencyRow,
  keyRow,
  likenessRow,
  openRow,
  pointer,
  registerPartition,
  type Pointer,
} from './rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { untilUndisturbed, type Commit } from './transaction.ts';

interface SpentKey extends Pointer {
  readonly bodyHash: string;
  readonly alike: boolean;
  readonly state: RequestState;
}

/** Registers a request with all that belongs to it, or says which earlier one answers for it. */
export function acceptIn(
  table: RegisterTable,
  commit: Commit,
  requests: StoredRequests,
  acceptance: Acceptance,
): Promise<AcceptanceResult> {
  const { request, likenessHash } = acceptance;
  return untilUndisturbed(async () => {
    const fresh = { request, holdings: { likenessHash, claims: [] } };
    if (await requests.create(fresh, rowsBeside(acceptance))) return { kind: 'accepted' };
    // The answer to our own earlier write may have been lost.
    if (await requests.read(request.id)) return { kind: 'accepted' };
    return (
      (await spentBefore(table, acceptance)) ?? (await alike(table, commit, requests, acceptance))
    );
  });
}

function rowsBeside({ request, notes, idempotency, likenessHash }: Acceptance) {
  const { id } = request;
  const change = new TableTransaction();
  change.createEntity(pointer(openRow(id), id));
  change.createEntity(pointer(likenessRow(likenessHash), id));
  for (const [purpose, note] of Object.entries(notes))
    change.createEntity(noteRow(keyRow(id, purpose as KeyPurpose), id, note));
  if (idempotency) spend(change, idempotency, id, { alike: false, state: request.state });
  return change;
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

async function spentBefore(
  table: RegisterTable,
  { idempotency }: Acceptance,
): Promise<AcceptanceResult | null> {
  if (!idempotency) return null;
  const spent = await table((client) =>
    rowOrNone(() =>
      client.getEntity<SpentKey>(registerPartition, idempotencyRow(idempotency.keyHash)),
    ),
  );
  if (!spent) return null;
  if (spent.bodyHash !== idempotency.bodyHash) return { kind: 'key-reused' };
  const { requestId, alike: wasAlike, state } = spent;
  return { kind: 'repeated', requestId, answered: { alike: wasAlike, state } };
}

async function alike(
  table: RegisterTable,
  commit: Commit,
  requests: StoredRequests,
  { idempotency, likenessHash }: Acceptance,
): Promise<AcceptanceResult | 'disturbed'> {
  const like = await table((client) =>
    rowOrNone(() => client.getEntity<Pointer>(registerPartition, likenessRow(likenessHash))),
  );
  if (!like) return 'disturbed';
  const holder = await requests.read(like.requestId);
  if (!holder || isTerminal(holder.request.state)) return 'disturbed';
  const { state } = holder.request;
  if (idempotency) {
    // A repetition of this key is answered by the same request, also after that one has ended.
    const change = new TableTransaction();
    spend(change, idempotency, like.requestId, { alike: true, state });
    if (!(await commit(change.actions))) return 'disturbed';
  }
  return { kind: 'alike', requestId: like.requestId, state };
}
