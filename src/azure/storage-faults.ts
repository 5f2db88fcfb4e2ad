import { StorageAway } from '../ports/storage-away.ts';

interface RestFault {
  readonly statusCode: number | null;
  readonly code: string | null;
}

/** The SDKs bundle their error class more than once, so `instanceof` does not work and the name decides. */
export function restFault(error: unknown): RestFault | null {
  if (!(error instanceof Error) || error.name !== 'RestError') return null;
  const { statusCode, code, details } = error as RestErrorFields;
  return {
    statusCode: statusCode ?? null,
    code: code ?? details?.errorCode ?? details?.odataError?.code ?? null,
  };
}

/** Each storage client keeps the error code in another place: in the error, in a header, or in the body. */
interface RestErrorFields {
  readonly statusCode?: number;
  readonly code?: string;
  readonly details?: {
    readonly errorCode?: string;
    readonly odataError?: { readonly code?: string };
  };
}

export function hasStatus(error: unknown, ...statusCodes: readonly number[]): boolean {
  const statusCode = restFault(error)?.statusCode ?? null;
  return statusCode !== null && statusCodes.includes(statusCode);
}

/** The container, queue or table itself does not exist. */
export function isMissing(error: unknown): boolean {
  const code = restFault(error)?.code ?? '';
  return ['ContainerNotFound', 'QueueNotFound', 'TableNotFound'].includes(code);
}

function isAway(error: unknown): boolean {
  const fault = restFault(error);
  if (fault === null) return false;
  const { statusCode } = fault;
  // A missing container, queue or table was created again meanwhile, so a later try can succeed.
  if (statusCode === null || isMissing(error)) return true;
  return statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/**
 * Longer than the clients retry (about twenty seconds), and longer than storage itself lets a call take:
 * https://learn.microsoft.com/rest/api/storageservices/setting-timeouts-for-table-service-operations
 */
const patienceMs = 60_000;

/**
 * Runs a call to storage.
 *
 * @param call gets a signal that aborts it after `withinMs`. A write must use the signal: a write that arrives late could overwrite newer
 *   data.
 * @param withinMs time limit; the storage clients wait without a limit when the service accepts a call and never answers. Null for a
 *   call that carries a stream and takes as long as the stream.
 * @throws StorageAway when storage does not answer, or not in time; every other error is thrown unchanged
 */
export async function withStorage<T>(
  call: (givenUp: AbortSignal) => Promise<T>,
  withinMs: number | null = patienceMs,
): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const giveUp = new AbortController();
  const timer =
    withinMs === null
      ? undefined
      : setTimeout(() => {
          silence.reject(new StorageAway());
          giveUp.abort();
        }, withinMs);
  try {
    return await Promise.race([call(giveUp.signal), silence.promise]);
  } catch (error) {
    throw isAway(error) ? new StorageAway({ cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}
