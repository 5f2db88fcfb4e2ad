import { createHash } from 'node:crypto';
import { z } from 'zod';
import { foldAscii } from '../../domain/comparable-text.ts';
import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, preview } from '../kit/mask.ts';
import { emailField, hitsBy, objectIdField, recordIdField, type MatchTable } from '../kit/match.ts';

export const memberShape = z.object({
  id: z.string().min(1),
  list_id: z.string().min(1),
  /** An id that does not depend on the address; older members have none. */
  contact_id: z.string().nullish(),
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

/** All ids by which Mailchimp finds the member: its own id and the contact's id, each alone and with the list. */
const idsOf = ({ id, list_id: list, contact_id: contact }: Member) =>
  [id, ...(contact ? [contact] : [])].flatMap((each) => [`${list}/${each}`, each]);

const mergeText = (member: Member, name: string | undefined) => {
  const value = name === undefined ? undefined : member.merge_fields?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The fields by which members are matched. */
function memberTable(fields: MemberFields): MatchTable<Member> {
  return {
    trustedFields: fields.trustedFields,
    rows: [
      recordIdField(fields.system, idsOf),
      objectIdField((member) => [mergeText(member, fields.objectIdMergeField) ?? '']),
      emailField('email_address', 'address', ({ email_address: email }) => [email]),
    ],
    describe: (member) => ({
      record: { kind: 'member', id: member.id, scope: member.list_id },
      name: {
        given: mergeText(member, 'FNAME'),
        surname: mergeText(member, 'LNAME'),
        display: member.full_name ?? null,
      },
      preview: preview([maskName(member.full_name ?? ''), maskEmail(member.email_address)]),
    }),
  };
}

/** One hit for each identifier that matches the member. */
export function memberHits(
  member: Member,
  identifiers: readonly Identifier[],
  fields: MemberFields,
): Hit[] {
  return hitsBy(memberTable(fields), member, identifiers);
}
