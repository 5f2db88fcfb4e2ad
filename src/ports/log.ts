/** The fields of a log line: ids of requests and systems, codes, counts and dates. Never personal data, never a URL. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** A structured log. Each line about a request carries the request's id. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Writes only the kind and the place of the error, because messages of libraries may hold values and URLs. */
  error(event: string, error: unknown, fields?: LogFields): void;
  /** The same log, with these fields added to every line. */
  with(fields: LogFields): Log;
}
