import { StorageAway } from '../ports/storage-away.ts';

interface RestFault {
  readonly statusCode: number | null;
  readonly code: string | null;
}

/** The SDKs bundle their error class more than once, so it is told by its name. */
export function restFault(error: unknown): RestFault | null {
  if (!(error instanceof Error) || error.name !== 'RestError') return null;
  const { statusCode, code, details } = error as RestErrorFields;
  return {
    statusCode: statusCode ?? null,
    code: code ?? details?.errorCode ?? details?.odataError?.code ?? null,
  };
}

/** Each client of storage keeps the code elsewhere: in the error, in a header, in the body. */
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
  // What is missing was made again meanwhile, so a later try finds it.
  if (statusCode === null || isMissing(error)) return true;
  return statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/**
 * Longer than the clients try again (about twenty seconds), and than a call may take by storage's own rules:
 * https://learn.microsoft.com/rest/api/storageservices/setting-timeouts-for-table-service-operations
 */
const patienceMs = 60_000;

/**
 * Runs a call to storage.
 *
 * @param call is given a signal for what it writes: given up for those who wait, it must not be sent again behind their back and come
 *   after newer writes
 * @param withinMs the clients wait for ever for a service that took a call and says nothing more, we do not; null for calls that take as
 *   long as what they carry
 * @throws StorageAway when storage does not answer, or not in time; every other error as it is
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
