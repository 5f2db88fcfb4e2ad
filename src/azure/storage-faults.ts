import { StorageAway } from '../ports/storage-away.ts';

interface RestFault {
  readonly statusCode: number | null;
  readonly code: string | null;
}

/** The SDKs bundle their error class more than once, so it is told by its name. */
export function restFault(error: unknown): RestFault | null {
  if (!(error instanceof Error) || error.name !== 'RestError') return null;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  return {
    statusCode: typeof statusCode === 'number' ? statusCode : null,
    code: typeof code === 'string' ? code : null,
  };
}

export function hasStatus(error: unknown, ...statusCodes: readonly number[]): boolean {
  const statusCode = restFault(error)?.statusCode ?? null;
  return statusCode !== null && statusCodes.includes(statusCode);
}

function isAway(error: unknown): boolean {
  const fault = restFault(error);
  if (fault === null) return false;
  const { statusCode } = fault;
  return statusCode === null || statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/**
 * Runs a call to storage.
 * @throws StorageAway when storage does not answer; every other error as it is
 */
export async function withStorage<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isAway(error) ? new StorageAway({ cause: error }) : error;
  }
}
