import type { RegisteredFunction } from '../worker/function-app.ts';

const emulated: Readonly<Record<'in' | 'out', ReadonlySet<string>>> = {
  in: new Set([
    'httptrigger',
    'queuetrigger',
    'timertrigger',
    'warmuptrigger',
    'orchestrationtrigger',
    'activitytrigger',
    'entitytrigger',
    'durableclient',
    'orchestrationclient',
  ]),
  out: new Set(['http', 'queue']),
};

/** The first binding of a function that this host does not emulate, as a message; undefined when there is none. */
export function bindingError(registered: RegisteredFunction): string | undefined {
  for (const [name, { type, direction, properties }] of Object.entries(registered.bindings)) {
    const known = direction === 'in' || direction === 'out' ? emulated[direction] : undefined;
    if (!known?.has(type.toLowerCase()))
      return `The binding '${name}' of type '${type}' is not emulated by this host.`;
    if (wantsSdkType(properties))
      return `The binding '${name}' asks for an SDK type (sdkBinding), which this host does not emulate.`;
  }
  return undefined;
}

function wantsSdkType(properties: unknown): boolean {
  return (
    typeof properties === 'object' &&
    properties !== null &&
    'supportsDeferredBinding' in properties &&
    properties.supportsDeferredBinding === 'true'
  );
}
