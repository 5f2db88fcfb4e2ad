import type { Invocation } from '../worker/function-app.ts';
import type { NullableValues, RpcTypedData } from '../worker/rpc.ts';

/** The values that binding expressions may name. Names are in lower case. */
export type BindingData = ReadonlyMap<string, unknown>;

/**
 * The binding data of an invocation: the trigger's metadata, route parameters, query and headers of a request, and the properties
 * of a trigger's JSON object (Utility.ApplyBindingData and the HTTP trigger of Azure's host).
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns
 */
export function bindingDataOf({ trigger, triggerMetadata = {} }: Invocation): BindingData {
  const data = new Map<string, unknown>();
  const add = (values: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(values)) data.set(name.toLowerCase(), value);
  };
  for (const [name, value] of Object.entries(triggerMetadata)) add({ [name]: valueOf(value) });
  if (trigger.http) {
    const { nullableHeaders, nullableQuery, nullableParams, body } = trigger.http;
    add(properties(textOf(body)));
    add({ query: plain(nullableQuery), headers: plain(nullableHeaders) });
    add(plain(nullableParams));
  } else add(properties(textOf(trigger)));
  return data;
}

function valueOf({ json, string, int, double }: RpcTypedData): unknown {
  return json === undefined ? (string ?? int ?? double) : (JSON.parse(json) as unknown);
}

function textOf(data: RpcTypedData | undefined): string {
  return data?.string ?? data?.json ?? (data?.bytes ? Buffer.from(data.bytes).toString() : '');
}

/** Properties of JSON text. Other text has none. Arrays and null are left out. */
function properties(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return {};
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter(([, value]) => value !== null && !Array.isArray(value)),
    );
  } catch {
    return {};
  }
}

function plain(values: NullableValues = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}
