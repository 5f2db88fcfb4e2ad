import type { RpcTypedData } from '../worker/function-app.ts';

/**
 * An activity's input for the worker. Texts are JSON already, because the SDK quoted them. Booleans are written as .NET
 * writes them, so an activity gets `"True"`. Null and undefined give no data.
 */
export function activityInput(input: unknown): RpcTypedData {
  if (input === undefined || input === null) return {};
  if (typeof input === 'string') return { string: input };
  if (typeof input === 'boolean') return { string: input ? 'True' : 'False' };
  return { string: JSON.stringify(input) };
}

const likeJson = /^\s*(?:[[{"]|(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)\s*$)/i;

/**
 * A text for the worker. The library parses texts as JSON and keeps those that it cannot parse. A text that is certainly not JSON is quoted
 * here, because a failed parse costs more than the rest of a call.
 */
export function textData(text: string): RpcTypedData {
  return likeJson.test(text) ? { string: text } : { json: JSON.stringify(text) };
}

/** The return value of a function as JSON text; null when it returned nothing. */
export function jsonResult(value: RpcTypedData | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value.json !== undefined) return value.json;
  if (value.string !== undefined) return JSON.stringify(value.string);
  if (value.bytes !== undefined) return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  if (value.int !== undefined) return JSON.stringify(value.int);
  return value.double === undefined ? null : doubleText(value.double);
}

/** A fraction as .NET writes it: very small and very large numbers have an exponent of two digits. */
function doubleText(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -5 && power < 15) return JSON.stringify(value);
  return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
