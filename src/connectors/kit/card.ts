import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, preview } from './mask.ts';
import { emailField, hitsBy, objectIdField, phoneField, recordIdField } from './match.ts';

type Text = string | null | undefined;

/** The fields by which many vendors know a person: one address, one phone number and the whole name in one field. */
export interface Card {
  readonly kind: string;
  readonly id: string;
  /** The field in which the organisation wrote the object ID. */
  readonly objectId?: Text;
  readonly email?: Text;
  readonly phone?: Text;
  readonly name?: Text;
}

export interface CardRules {
  readonly system: SystemId;
  readonly trustedFields: readonly string[];
}

/** The fields that `trustedFields` may list. */
export const cardFields = ['email', 'phone'] as const;

const filled = (value: Text) => (value ? [value] : []);

/** One hit for each identifier that matches the record. A phone number in it leads to a lead, unless the settings trust the field. */
export function cardHits(
  card: Card,
  identifiers: readonly Identifier[],
  { system, trustedFields }: CardRules,
): Hit[] {
  return hitsBy<Card>(
    {
      trustedFields,
      rows: [
        recordIdField(system, ({ id }) => [id]),
        objectIdField(({ objectId }) => filled(objectId)),
        emailField('email', 'address', ({ email }) => filled(email)),
        phoneField('phone', 'free', ({ phone }) => filled(phone)),
      ],
      describe: ({ kind, id, name, email }) => ({
        record: { kind, id },
        name: { given: null, surname: null, display: name || null },
        preview: preview([maskName(name ?? ''), email ? maskEmail(email) : null]),
      }),
    },
    card,
    identifiers,
  );
}
