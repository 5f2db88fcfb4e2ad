import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { PersonName } from '../../domain/person-name.ts';
import { wasRefused } from '../../domain/search-record.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { AskedKind } from './asked-identifiers.ts';
import { maskEmail, maskName, maskPhone, preview } from './mask.ts';
import { emailField, hitsBy, objectIdField, phoneField, recordIdField } from './match.ts';

/** A record of one of the organisation's own services, with the fields by which a person is found. */
export interface OwnRecord {
  readonly id: string;
  /** Object IDs that the organisation wrote, from any tenant. */
  readonly objectIds: readonly string[];
  /** Addresses by which the service itself reaches the person. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Addresses in fields that anybody can fill in. */
  readonly otherEmails: readonly string[];
  readonly otherPhones: readonly string[];
  readonly name: PersonName;
}

/** The fields that `trustedFields` may list. Addresses in trusted fields were verified, so other systems are searched by them too. */
export const trustableFields = ['emails', 'phones', 'otherEmails', 'otherPhones'] as const;

interface Rules {
  readonly system: SystemId;
  readonly trustedFields: readonly string[];
}

/** What a record holds of each kind of identifier. */
const valuesOf: Readonly<Record<AskedKind, (record: OwnRecord) => readonly string[]>> = {
  'object-id': ({ objectIds }) => objectIds,
  'record-id': ({ id }) => [id],
  email: ({ emails, otherEmails }) => [...emails, ...otherEmails],
  phone: ({ phones, otherPhones }) => [...phones, ...otherPhones],
};

/**
 * One hit for each identifier that the record holds. A service may find more than what it was asked for, so a record without any of them is
 * not the person's.
 * @param kinds those by which the record was found
 * @throws SystemFailure `unexpected-answer` for a record that holds nothing of these kinds. Then its fields are not where they should be, so
 * the search must not end in `absent`.
 */
export function ownHits(
  record: OwnRecord,
  identifiers: readonly Identifier[],
  kinds: readonly AskedKind[],
  rules: Rules,
): Hit[] {
  if (kinds.every((kind) => valuesOf[kind](record).length === 0))
    throw new SystemFailure('unexpected-answer', 'a record does not show what it was found by');
  return hitsIn(record, identifiers, rules);
}

/**
 * Does a search that reads back still lead to the record?
 * @throws SystemFailure `refused` when the service refused a part of the search: then nobody knows
 */
export function stillFinds({ hits, notSearched }: FindAnswer, id: string): boolean {
  if (hits.some(({ record }) => record.id === id)) return true;
  if (wasRefused({ searched: [], notSearched }))
    throw new SystemFailure('refused', 'a search was refused while the record was read back');
  return false;
}

function hitsIn(
  record: OwnRecord,
  identifiers: readonly Identifier[],
  { system, trustedFields }: Rules,
): Hit[] {
  return hitsBy<OwnRecord>(
    {
      trustedFields,
      rows: [
        recordIdField(system, ({ id }) => [id]),
        objectIdField(({ objectIds }) => objectIds),
        emailField('emails', 'address', ({ emails }) => emails),
        phoneField('phones', 'address', ({ phones }) => phones),
        emailField('otherEmails', 'free', ({ otherEmails }) => otherEmails),
        phoneField('otherPhones', 'free', ({ otherPhones }) => otherPhones),
      ],
      describe: ({ id, name, emails, phones }) => ({
        record: { kind: 'record', id },
        name,
        preview: preview([
          maskName(name.display ?? [name.given, name.surname].filter(Boolean).join(' ')),
          ...emails.slice(0, 1).map(maskEmail),
          ...(emails.length > 0 ? [] : phones.slice(0, 1).map(maskPhone)),
        ]),
      }),
    },
    record,
    identifiers,
  );
}
