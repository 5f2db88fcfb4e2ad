import type { RequestId } from '../domain/request.ts';

/** One structured line. Values are ids of requests and systems, codes, counts and dates; an error is logged by its name, code and stack only. */
export interface Log {
  (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields?: Readonly<Record<string, string | number | boolean | null>> & {
      readonly requestId?: RequestId;
    },
    error?: unknown,
  ): void;
}
