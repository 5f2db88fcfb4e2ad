import { z } from 'zod';
import type { PlaceRecord, Vendor } from '../vendors/vendor.ts';

const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema).min(1), schema.transform((value) => [value])]);

/** The body of `POST /control/people`. Each vendor defines the members below `in` for its systems. */
export function personSchema(vendors: readonly Vendor[]) {
  const places: Record<string, z.ZodOptional<z.ZodType<PlaceRecord[]>>> = {};
  for (const { systems, place } of vendors)
    for (const { id } of systems) places[id] = oneOrMore(place).optional();
  return z
    .strictObject({
      /** Adds records to this person, as after a new sign-up of an erased person. */
      person: z.string().optional(),
      displayName: z.string().min(1).max(256).optional(),
      emails: z.array(z.string().includes('@')).optional(),
      phones: z.array(z.string()).optional(),
      in: z.strictObject(places),
    })
    .refine(({ person, displayName }) => person !== undefined || displayName !== undefined, {
      path: ['displayName'],
      message: 'is needed for a new person',
    });
}

export const restoreSchema = z.strictObject({ system: z.string().optional() });
