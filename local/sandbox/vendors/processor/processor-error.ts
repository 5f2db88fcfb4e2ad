import type { Answer } from '../../http/call.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  401: 'invalid-signature',
  403: 'forbidden',
  404: 'not-found',
  429: 'busy',
  503: 'busy',
};

/** An error of the protocol. It is not signed. */
export function processorError(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: { error: codes[status] ?? 'internal' } };
}
