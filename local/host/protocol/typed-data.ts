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

/** JSON text of what a function returned; null when it returned nothing. */
export function jsonResult(value: RpcTypedData | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value.json !== undefined) return value.json;
  if (value.string !== undefined) return JSON.stringify(value.string);
  if (value.bytes !== undefined) return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  const number = value.int ?? value.double;
  return number === undefined ? null : JSON.stringify(number);
}
