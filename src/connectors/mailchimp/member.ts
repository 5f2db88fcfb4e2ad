import { createHash } from 'node:crypto';
import { z } from 'zod';
import { foldAscii } from '../../domain/comparable-text.ts';
import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, preview } from '../kit/mask.ts';
import { sameEmail } from '../kit/same-address.ts';

export const memberShape = z.object({
  id: z.string().min(1),
  list_id: z.string().min(1),
  email_address: z.string(),
  full_name: z.string().optional(),
  status: z.string().optional(),
  merge_fields: z.record(z.string(), z.unknown()).optional(),
});

export type Member = z.infer<typeof memberShape>;

/** The meaning of the merge fields in this account. */
export interface MemberFields {
  readonly system: SystemId;
  readonly objectIdMergeField: string | undefined;
  readonly trustedFields: readonly string[];
}

/**
 * Mailchimp's id of a member is the MD5 of the address in lower case. It is not documented whether this changes only A to Z.
 * https://mailchimp.com/developer/marketing/api/list-members/get-member-info/
 * @returns a hash for each spelling under which Mailchimp may have stored the address
 */
export function subscriberHashes(email: string): string[] {
  const forms = emailSpellings(email).flatMap((text) => [text.toLowerCase(), foldAscii(text)]);
  return [...new Set(forms)].map((text) => createHash('md5').update(text).digest('hex'));
}

/** `list/member`, or a member in any list. Anything else is not a valid record id and must not get into a path. */
export const recordId = /^(?:(\w{1,64})\/)?(\w{1,64})$/;

/** A member's id is unique only in its list. So the record id is `list/member`. */
export const recordIdOf = (member: Pick<Member, 'id' | 'list_id'>) =>
  `${member.list_id}/${member.id}`;

const mergeText = (member: Member, name: string | undefined) => {
  const value = name === undefined ? undefined : member.merge_fields?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

function joinOf(member: Member, by: Identifier, fields: MemberFields): Join | null {
  switch (by.kind) {
    case 'account': {
      const held = mergeText(member, fields.objectIdMergeField);
      return held?.trim().toLowerCase() === by.objectId.toLowerCase() ? 'id' : null;
    }
    case 'record':
      return by.system === fields.system && [member.id, recordIdOf(member)].includes(by.id)
        ? 'id'
        : null;
    case 'email':
      return sameEmail(member.email_address, by.value) ? 'address' : null;
    default:
      return null;
  }
}

/** One hit for each identifier that matches the member. */
export function memberHits(
  member: Member,
  identifiers: readonly Identifier[],
  fields: MemberFields,
): Hit[] {
  const trusted = fields.trustedFields.includes('email_address');
  return identifiers.flatMap((by) => {
    const join = joinOf(member, by, fields);
    if (join === null) return [];
    return [
      {
        record: { kind: 'member', id: member.id, scope: member.list_id },
        join,
        by,
        name: {
          given: mergeText(member, 'FNAME'),
          surname: mergeText(member, 'LNAME'),
          display: member.full_name ?? null,
        },
        reveals: [
          {
            identifier: { kind: 'record', system: fields.system, id: recordIdOf(member) },
            trust: 'vouched',
          },
          {
            identifier: { kind: 'email', value: member.email_address },
            trust: trusted ? 'vouched' : 'claimed',
          },
        ],
        preview: preview([maskName(member.full_name ?? ''), maskEmail(member.email_address)]),
      },
    ];
  });
}
