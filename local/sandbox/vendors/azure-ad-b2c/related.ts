import { z } from 'zod';

/** The data of the directory besides a user's properties. */
export const relatedSchema = z.strictObject({
  directoryRoles: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
  /** `listed: false`: the number works for MFA, but the list does not show it, as in B2C. */
  phoneMethods: z
    .array(
      z.strictObject({
        phoneType: z.enum(['mobile', 'alternateMobile', 'office']),
        phoneNumber: z.string(),
        listed: z.boolean(),
      }),
    )
    .optional(),
  emailMethods: z.array(z.string()).optional(),
  softwareOathMethods: z.int().min(0).optional(),
  password: z.boolean().optional(),
  appRoles: z.array(z.string()).optional(),
  grants: z.array(z.string()).optional(),
  devices: z.array(z.string()).optional(),
  ownedApplications: z.array(z.string()).optional(),
  licenses: z.array(z.string()).optional(),
  agreements: z.array(z.string()).optional(),
  /** The data of Identity Protection. It outlives the account. */
  risk: z
    .strictObject({
      level: z.enum(['low', 'medium', 'high']),
      /** The object ID of an administrator who dismissed it. */
      dismissedBy: z.string().optional(),
      detections: z.array(
        z.strictObject({ type: z.string(), ipAddress: z.string(), city: z.string() }),
      ),
    })
    .optional(),
  openExtensions: z.array(z.record(z.string(), z.unknown())).optional(),
});

export type Related = z.output<typeof relatedSchema>;
