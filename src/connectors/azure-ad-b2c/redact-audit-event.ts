import { z } from 'zod';

const resource = z.looseObject({ id: z.string().nullish(), type: z.string().nullish() });

export const auditEventShape = z.looseObject({
  id: z.string(),
  initiatedBy: z
    .looseObject({ user: z.looseObject({ id: z.string().nullish() }).nullish() })
    .nullish(),
  targetResources: z.array(resource).nullish(),
  additionalDetails: z.array(z.looseObject({})).nullish(),
});

export type AuditEvent = z.infer<typeof auditEventShape>;

const anotherPerson = 'another person';

const isSubject = (id: string | null | undefined, objectId: string) =>
  id?.toLowerCase() === objectId.toLowerCase();

/** Is the person among those whom the event was done to? */
export function targets(event: AuditEvent, objectId: string): boolean {
  return event.targetResources?.some((target) => isSubject(target.id, objectId)) ?? false;
}

/** Takes third persons out: a copy must not harm the rights of others (GDPR Art. 15(4)). */
export function redactAuditEvent(event: AuditEvent, objectId: string): AuditEvent {
  const initiator = event.initiatedBy?.user;
  const byOther =
    initiator !== null && initiator !== undefined && !isSubject(initiator.id, objectId);
  return {
    ...event,
    ...(byOther
      ? { initiatedBy: { ...event.initiatedBy, user: { redacted: anotherPerson } } }
      : {}),
    // The address and the browser are those of whoever did it.
    ...(byOther && event.additionalDetails?.length
      ? { additionalDetails: [{ redacted: anotherPerson }] }
      : {}),
    ...(event.targetResources
      ? {
          targetResources: event.targetResources.map((target) =>
            target.type === 'User' && !isSubject(target.id, objectId)
              ? { type: 'User', redacted: anotherPerson }
              : target,
          ),
        }
      : {}),
  };
}
