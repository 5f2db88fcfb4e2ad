import type { RpcTypedData } from '../worker/function-app.ts';

/**
 * An activity's input on its way to the worker. Texts are JSON already (the SDK quoted them); booleans are written as
 * .NET writes them, so that an activity is given `"True"`; nothing at all for null and undefined.
 */
export function activityInput(input: unknown): RpcTypedData {
  if (input === undefined || input === null) return {};
  if (typeof input === 'string') return { string: input };
  if (typeof input === 'boolean') return { string: input ? 'True' : 'False' };
  return { string: JSON.stringify(input) };
}

const likeJson = /^\s*(?:[[{"]|(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)\s*$)/i;

/**
 * A text on its way to the worker. The library reads texts as JSON where it can and keeps them where that fails; a text
 * for which it is bound to fail is quoted, since a failure costs more than all the rest of a call.
 */
export function textData(text: string): RpcTypedData {
  return likeJson.test(text) ? { string: text } : { json: JSON.stringify(text) };
}

/** JSON text of what a function returned; null when it returned nothing. */
export function jsonResult(value: RpcTypedData | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value.json !== undefined) return value.json;
  if (value.string !== undefined) return JSON.stringify(value.string);
  if (value.bytes !== undefined) return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  if (value.int !== undefined) return JSON.stringify(value.int);
  return value.double === undefined ? null : doubleText(value.double);
}

/** A fraction as .NET writes it: very small and very large ones with an exponent of two digits. */
function doubleText(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -5 && power < 15) return JSON.stringify(value);
  return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
