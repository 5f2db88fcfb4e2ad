import type { Sent } from '../support/memory-intake.ts';

export const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
export const account = { tenant: 'b2c-de', objectId };

/** Part of most bad values. No answer and no log line may repeat it. */
export const secret = 'Zaphod7Beeblebrox';

export interface Case {
  readonly what: string;
  readonly sent: Omit<Sent, 'method'>;
  readonly status: number;
  readonly code: string;
  /** JSON pointer of the first error. */
  readonly pointer: string | null;
}

export function refused(
  status: number,
  code: string,
  what: string,
  sent: Omit<Sent, 'method'>,
  pointer: string | null = null,
): Case {
  return { what, sent, status, code, pointer };
}

export function wrong(
  what: string,
  sent: Omit<Sent, 'method'>,
  pointer: string | null = null,
): Case {
  return refused(400, 'invalid-request', what, sent, pointer);
}
