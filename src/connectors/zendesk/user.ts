import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import type { Card } from '../kit/card.ts';

export const userId = /^\d{1,18}$/;

/** https://developer.zendesk.com/api-reference/ticketing/users/users/ */
export const userShape = z.looseObject({
  id: z.int().positive(),
  /** False for a user who was deleted, but not permanently. */
  active: z.boolean(),
  role: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  external_id: z.string().nullish(),
});

export type ZendeskUser = z.infer<typeof userShape>;

export const userPath = (id: string): string => `/api/v2/users/${encodeURIComponent(id)}`;

export const cardOf = ({ id, external_id: objectId, email, phone, name }: ZendeskUser): Card => ({
  kind: 'user',
  id: String(id),
  objectId,
  email,
  phone,
  name,
});

/** The list of deleted users also holds those who were deleted permanently. Nothing but this name is left of them. */
export const isPlaceholder = ({ active, email, name }: ZendeskUser): boolean =>
  !active && !email && name === 'Permanently Deleted User';

/** @returns undefined when there is no such user, or only the placeholder */
export async function readUser(client: VendorClient, id: string): Promise<ZendeskUser | undefined> {
  const call = { method: 'GET', path: userPath(id) } as const;
  const answer = await client.readIfThere(call, z.object({ user: userShape }));
  return answer === undefined || isPlaceholder(answer.user) ? undefined : answer.user;
}

/** Agents and administrators work with the tickets of others, so they are never erased. */
export function requireEndUser({ role }: ZendeskUser): void {
  if (role !== 'end-user')
    throw new SystemFailure('privileged-account', 'the user is an agent or an administrator');
}
