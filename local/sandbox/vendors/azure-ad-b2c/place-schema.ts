import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findTenant } from '../../authority/tenants.ts';
import type { PlaceRecord } from '../vendor.ts';
import { checkUserPlace } from './check-user-place.ts';
import { placeUser, type UserPlace } from './place-user.ts';
import { relatedSchema } from './related.ts';

const properties = z.record(z.string(), z.unknown());

/** A tenant's entry in `POST /control/people`. A user without an id gets a new one, as after a second sign-up. */
export const userPlaceSchema = z
  .strictObject({
    user: properties.default({}),
    auditEvents: z.int().min(0).max(10_000_000).optional(),
    actsToo: z.boolean().optional(),
    related: relatedSchema.optional(),
    state: z.enum(['live', 'binned', 'gone']).optional(),
  })
  .transform((given): PlaceRecord => {
    const place: UserPlace = { ...given, user: { id: randomUUID(), ...given.user } };
    return (state, system, owner) => {
      const tenant = findTenant(system);
      if (!tenant) throw new Error(`No tenant ${system}`);
      checkUserPlace(state, tenant, place, owner);
      return placeUser(state, tenant, owner, place);
    };
  });
