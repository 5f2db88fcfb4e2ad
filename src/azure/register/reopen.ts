import { TableTransaction } from '@azure/data-tables';
import type { RegisteredRequest, RequestId } from '../../domain/request.ts';
import type { Register } from '../../ports/register.ts';
import type { RegisterParts } from './register-parts.ts';
import { rowOrNone } from './register-table.ts';
import {
  closeRow,
  deliverRow,
  forgetRow,
  likenessRow,
  packageRow,
  pointer,
  registerPartition,
  watchRow,
} from './rows.ts';
import { grow } from './stored-journal.ts';
import { mustRead, type StoredRequest } from './stored-requests.ts';
import { untilUndisturbed } from './transaction.ts';

type Parts = Pick<RegisterParts, 'table' | 'requests'>;

/** Opens an ended request again. It has no claims then. In the order of requests it counts as a request that has not begun. */
export function reopenIn(
  parts: Parts,
  requestId: RequestId,
  decide: Parameters<Register['reopen']>[1],
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const stored = await mustRead(parts.requests, requestId);
    const begun = stored.holdings.begun || stored.request.gates.passed === true;
    const { facts, gates } = decide(stored.request, begun);
    const { request: grown, journal } = grow(stored, facts);
    const passed = begun && { passed: true as const };
    const request = { ...grown, watchAt: null, gates: { ...gates, ...passed, unheard: true } };
    const change = new TableTransaction();
    const isAlone = await takesLikeness(parts, stored);
    if (isAlone) change.createEntity(pointer(likenessRow(stored.holdings.likenessHash), requestId));
    for (const rowKey of await rowsOfItsEnd(parts, stored.request))
      change.deleteEntity(registerPartition, rowKey);
    const free = { claims: [], after: [], undecided: [], begun: false, searching: false };
    const holdings = { ...stored.holdings, ...free, holdsLikeness: isAlone };
    const next = { request, journal, holdings };
    return (await parts.requests.replace(stored, next, change)) ? request : 'disturbed';
  });
}

/** True when no other equal request is open now. */
async function takesLikeness(
  { table }: Parts,
  { holdings: { likenessHash } }: StoredRequest,
): Promise<boolean> {
  return !(await exists({ table }, likenessRow(likenessHash)));
}

/** The rows by which the sweeper finds an ended request. Rows that are already due may be gone. */
async function rowsOfItsEnd(
  parts: Pick<Parts, 'table'>,
  { id, closeAt, finishedAt, watchAt }: RegisteredRequest,
): Promise<string[]> {
  const rows = [
    deliverRow(id),
    ...(closeAt === null ? [] : [closeRow(closeAt, id)]),
    ...(finishedAt === null ? [] : [forgetRow(finishedAt, id), packageRow(finishedAt, id)]),
    ...(watchAt === null ? [] : [watchRow(watchAt, id)]),
  ];
  const found = await Promise.all(rows.map((row) => exists(parts, row)));
  return rows.filter((_, index) => found[index]);
}

async function exists({ table }: Pick<Parts, 'table'>, rowKey: string): Promise<boolean> {
  const row = await table((client) => rowOrNone(() => client.getEntity(registerPartition, rowKey)));
  return row !== undefined;
}
