import type { LagChanges } from '../store/lag.ts';

/** The real effect of a call; null when it changed nothing. */
export type Effect = 'created' | 'updated' | 'erased' | 'purged' | null;

/** One call to a simulated system. An item of a `$batch` is a call of its own. */
export interface Call {
  method: string;
  /** Without the query. Percent-encoding is kept. */
  path: string;
  /** The query with its leading `?`, or empty. */
  search: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** Scheme, host and port that the caller used, such as `https://localhost:7101`. */
  origin: string;
  /** For an item of a `$batch`: the outer call, and its seq in the journal. */
  batch?: { seq: number; outer: Call };
  /** Set by a `lag` fault: when readers see what this call writes. */
  lag?: LagChanges;
}

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is, and undefined as an empty body. */
  body?: unknown;
  effect?: Effect;
}

/** A simulated system. Only `answer` changes state; it runs in one transaction together with its journal line. */
export interface SimulatedSystem {
  id: string;
  /** Checks credentials and quotas. @returns the refusal, or nothing. */
  admit(call: Call): Promise<Answer | undefined> | Answer | undefined;
  answer(call: Call): Answer;
  /** Answers a call that consists of several calls; undefined for any other call. */
  compose?(call: Call, carryOut: (item: Call) => Promise<Answer>): Promise<Answer> | undefined;
  /** An answer with this status in the vendor's own error shape. */
  failure(status: number, call: Call): Answer;
}

export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** @returns the body as an object; undefined when it is not a JSON object. */
export function jsonBody(call: Call): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(call.body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
