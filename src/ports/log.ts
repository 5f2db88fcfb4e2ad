/** What may stand in a line: ids of requests and systems, codes, counts and dates. Never a value of a person, never a URL. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Structured lines; each carries the id of the request it belongs to, where there is one. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Of the error only its kind and place are written: messages of libraries may hold values and URLs. */
  error(event: string, error: unknown, fields?: LogFields): void;
  /** The same log with fields that stand in every line. */
  with(fields: LogFields): Log;
}
