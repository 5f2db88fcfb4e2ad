import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import {
  fromRequestEntity,
  registerPartition,
  requestRow,
  toRequestEntity,
  type Holdings,
} from './register-rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { hasStatus } from './storage-faults.ts';

export interface StoredRequest {
  readonly request: RegisteredRequest;
  readonly holdings: Holdings;
  readonly etag: string;
}

export async function readRequest(
  table: RegisterTable,
  requestId: RequestId,
): Promise<StoredRequest | null> {
  const entity = await table((client) =>
    rowOrNone(() => client.getEntity(registerPartition, requestRow(requestId))),
  );
  return entity ? { ...fromRequestEntity(entity), etag: entity.etag } : null;
}

/** @throws Error when there is no such request */
export async function mustReadRequest(
  table: RegisterTable,
  requestId: RequestId,
): Promise<StoredRequest> {
  const stored = await readRequest(table, requestId);
  if (!stored) throw new Error('The register does not know this request.');
  return stored;
}

/** Is this request still at work? Whatever an ended or unknown one holds is free. */
export async function isOpen(table: RegisterTable, requestId: RequestId): Promise<boolean> {
  const stored = await readRequest(table, requestId);
  return stored !== null && !isTerminal(stored.request.state);
}

/** @returns false when somebody else changed the request meanwhile */
export async function replaceRequest(
  table: RegisterTable,
  stored: StoredRequest,
  request: RegisteredRequest,
): Promise<boolean> {
  try {
    await table((client) =>
      client.updateEntity(toRequestEntity(request, stored.holdings), 'Replace', {
        etag: stored.etag,
      }),
    );
    return true;
  } catch (error) {
    if (hasStatus(error, 412)) return false;
    throw error;
  }
}
