import { createHmac, timingSafeEqual } from 'node:crypto';
import { header, type Answer, type Call } from '../../http/call.ts';

// Written from docs/processor-protocol.md, without the library that the service uses.

export const processorSecret = 'whsec_T3JkZXJzIHNhbmRib3ggc2VjcmV0IG51bWJlciAxMjM0NTY=';

const tolerance = 5 * 60;

function signatureOf(id: string, timestamp: string, body: string): string {
  const key = Buffer.from(processorSecret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

const equal = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Signatures are checked against real time, because Habeas signs with real time. */
const now = () => Math.floor(Date.now() / 1000);

export function isSigned(call: Call): boolean {
  const id = header(call, 'webhook-id') ?? '';
  const timestamp = header(call, 'webhook-timestamp') ?? '';
  const given = (header(call, 'webhook-signature') ?? '').split(' ');
  const age = Math.abs(now() - Number(timestamp));
  if (id === '' || !(age <= tolerance)) return false;
  const wanted = signatureOf(id, timestamp, call.body);
  return given.some((one) => equal(one, wanted));
}

/** The answer with its signature. It carries the id of the call. */
export function signed(call: Call, answer: Answer): Answer {
  const body = JSON.stringify(answer.body);
  const id = header(call, 'webhook-id') ?? '';
  const timestamp = String(now());
  const headers = {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(id, timestamp, body),
  };
  return { ...answer, headers, body };
}
