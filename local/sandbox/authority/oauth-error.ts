import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/call.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export function oauthError(status: number, error: string, code: number, message: string): Answer {
  const traceId = randomUUID();
  const timestamp = new Date().toISOString();
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${String(code)}: ${message} Trace ID: ${traceId} Correlation ID: ${traceId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: traceId,
    },
  };
}

export const unknownClient = (): Answer =>
  oauthError(400, 'unauthorized_client', 700016, 'The application was not found.');
