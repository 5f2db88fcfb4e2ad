import { z } from 'zod';

interface Target {
  readonly id?: string | null;
  readonly type?: string | null;
}

/** The part of an event that names people. */
export interface AuditEvent extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly initiatedBy?: {
    readonly user?: { readonly id?: string | null; readonly redacted?: string } | null;
  } | null;
  readonly targetResources?: readonly Target[] | null;
  readonly additionalDetails?: readonly object[] | null;
}

const isNamed = (value: unknown): boolean =>
  isObject(value) && (value['id'] === undefined || value['id'] === null || isText(value['id']));
const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isAbsentOr = (value: unknown, is: (value: unknown) => boolean) =>
  value === undefined || value === null || is(value);
const isList = (of: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(of);

function isAuditEvent(value: unknown): value is AuditEvent {
  return (
    isObject(value) &&
    isText(value['id']) &&
    isAbsentOr(value['initiatedBy'], (by) => isObject(by) && isAbsentOr(by['user'], isNamed)) &&
    isAbsentOr(value['targetResources'], isList(isNamed)) &&
    isAbsentOr(value['additionalDetails'], isList(isObject))
  );
}

/** Checks an event without copying it, because a person may have a million events. */
export const auditEventShape = z.custom<AuditEvent>(isAuditEvent);

const anotherPerson = 'another person';

const isSubject = (id: string | null | undefined, objectId: string) =>
  id?.toLowerCase() === objectId.toLowerCase();

/** Is the person a target of the event? */
export function targets(event: AuditEvent, objectId: string): boolean {
  return event.targetResources?.some((target) => isSubject(target.id, objectId)) ?? false;
}

/** Removes third persons: a copy must not harm the rights of others (GDPR Art. 15(4)). */
export function redactAuditEvent(event: AuditEvent, objectId: string): AuditEvent {
  const initiator = event.initiatedBy?.user;
  const byOther =
    initiator !== null && initiator !== undefined && !isSubject(initiator.id, objectId);
  const isOther = ({ type, id }: Target) => type === 'User' && !isSubject(id, objectId);
  const { targetResources } = event;
  const redactedTargets = targetResources?.some(isOther)
    ? targetResources.map((target) =>
        isOther(target) ? { type: 'User', redacted: anotherPerson } : target,
      )
    : null;
  if (!byOther && !redactedTargets) return event;
  return {
    ...event,
    ...(byOther && { initiatedBy: { ...event.initiatedBy, user: { redacted: anotherPerson } } }),
    // The IP address and the browser in the details belong to the initiator.
    ...(byOther &&
      event.additionalDetails?.length && { additionalDetails: [{ redacted: anotherPerson }] }),
    ...(redactedTargets && { targetResources: redactedTargets }),
  };
}
