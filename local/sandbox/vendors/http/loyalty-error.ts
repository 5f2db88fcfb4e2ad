import type { Answer } from '../../http/call.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'bad_key',
  403: 'not_allowed',
  404: 'member_not_found',
  429: 'too_many',
};

export function loyaltyError(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: { code: codes[status] ?? 'trouble' } };
}
