import type { InvocationContext } from '@azure/functions';
import type { Log, LogFields } from '../ports/log.ts';

type Sink = Pick<InvocationContext, 'info' | 'warn' | 'error'>;

/** Writes JSON lines to the log of an invocation. Application Insights can read their fields. */
export function createContextLog(sink: Sink, always: LogFields = {}): Log {
  const line = (event: string, fields: LogFields): string =>
    JSON.stringify({ event, ...always, ...fields });
  return {
    info: (event, fields = {}) => {
      sink.info(line(event, fields));
    },
    warn: (event, fields = {}) => {
      sink.warn(line(event, fields));
    },
    error: (event, error, fields = {}) => {
      sink.error(line(event, { ...fields, ...described(error) }));
    },
    with: (fields) => createContextLog(sink, { ...always, ...fields }),
  };
}

/** The kind and place of an error, and the kind of its cause; never a message. */
function described(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(typeof code === 'string' && { errorCode: code }),
    ...(typeof statusCode === 'number' && { errorStatus: statusCode }),
    ...(error.cause instanceof Error && { cause: error.cause.name }),
    at: frames
      .slice(0, 4)
      .map((frame) => frame.trim())
      .join(' | '),
  };
}
