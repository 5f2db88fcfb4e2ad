// Messages between orchestrations, clients and entities. Names and order of properties are the extension's.
import { noTime } from './timestamp.ts';

const assembly = 'Microsoft.Azure.WebJobs.Extensions.DurableTask';
const type = (name: string) => `${assembly}.${name}, ${assembly}`;

export interface EntityReference {
  readonly $type?: string;
  readonly name: string;
  readonly key: string;
}

/** A call, a signal, or (with `lockset`) a lock request. */
export interface RequestMessage {
  readonly op: string | null;
  readonly signal?: true;
  /** JSON text. */
  readonly input?: string;
  readonly id: string;
  readonly parent?: string;
  readonly parentExecution?: string;
  readonly Timestamp: string;
  readonly Predecessor: string;
  readonly lockset?: readonly EntityReference[];
  /** How many locks of the set are already taken. */
  readonly pos?: number;
  readonly requestTime?: string;
}

export interface ReleaseMessage {
  readonly parent: string;
  readonly id: string;
}

export interface ResponseMessage {
  readonly result: string | null;
  readonly exceptionType?: string;
}

export function requestText(message: RequestMessage): string {
  return JSON.stringify({ $type: type('RequestMessage'), ...message });
}

export function releaseText(message: ReleaseMessage): string {
  return JSON.stringify({ $type: type('ReleaseMessage'), ...message });
}

export function responseText(message: ResponseMessage): string {
  return JSON.stringify({ $type: type('ResponseMessage'), ...message });
}

/** An entity as it is written in a lock set. */
export function lockReference(entity: { name: string; key: string }): EntityReference {
  return { $type: type('EntityId'), name: entity.name, key: entity.key };
}

/** A signal from a client. It has no sender and is not ordered. */
export function clientSignal(
  id: string,
  op: string,
  input: string | undefined,
  requestTime: string,
): RequestMessage {
  return {
    op,
    signal: true,
    ...(input === undefined ? {} : { input }),
    id,
    Timestamp: noTime,
    Predecessor: noTime,
    requestTime,
  };
}

/** The id under which an entity is stored: `@name@key`. */
export function schedulerId(entity: { readonly name: string; readonly key: string }): string {
  return `@${entity.name}@${entity.key}`;
}

/** The parts of `@name@key`. A key may contain `@`. */
export function entityOf(instanceId: string): { name: string; key: string } {
  const at = instanceId.indexOf('@', 1);
  return { name: instanceId.slice(1, at), key: instanceId.slice(at + 1) };
}

/** Whether an instance id is that of an entity. */
export function isEntityId(instanceId: string): boolean {
  return instanceId.startsWith('@') && instanceId.indexOf('@', 1) > 0;
}
