import type { Environment } from '../settings/app-settings.ts';
import type { RegisteredFunction } from '../worker/function-app.ts';
import { toError } from '../worker/system-error.ts';
import { storageConnection } from './storage-connection.ts';

const emulated: Readonly<Record<'in' | 'out', ReadonlySet<string>>> = {
  in: new Set([
    'httptrigger',
    'queuetrigger',
    'blobtrigger',
    'blob',
    'table',
    'timertrigger',
    'warmuptrigger',
    'orchestrationtrigger',
    'activitytrigger',
    'entitytrigger',
    'durableclient',
    'orchestrationclient',
  ]),
  out: new Set(['http', 'queue', 'blob', 'table']),
};

const services: Readonly<Record<string, 'blob' | 'queue' | 'table'>> = {
  queuetrigger: 'queue',
  queue: 'queue',
  blobtrigger: 'blob',
  blob: 'blob',
  table: 'table',
};

/**
 * Why a function cannot run: it has a binding that this host does not emulate, or a binding without its storage account. Undefined: it can
 * run.
 */
export function bindingError(
  registered: RegisteredFunction,
  environment: Environment,
): string | undefined {
  return notEmulated(registered) ?? withoutAccount(registered, environment);
}

function withoutAccount(
  { bindings }: RegisteredFunction,
  environment: Environment,
): string | undefined {
  for (const { type, connection } of Object.values(bindings)) {
    const service = services[type.toLowerCase()];
    try {
      if (service) storageConnection(connection, service, environment);
    } catch (error) {
      return toError(error).message;
    }
  }
  return undefined;
}

function notEmulated(registered: RegisteredFunction): string | undefined {
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
