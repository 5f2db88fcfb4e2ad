import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { SystemId } from '../../domain/system.ts';

/** The kinds of identifiers by which the organisation's own services can be searched. */
export const askedKinds = ['object-id', 'record-id', 'email', 'phone'] as const;

export type AskedKind = (typeof askedKinds)[number];

/** An identifier in the form in which a service is searched by it. */
export interface Asked {
  readonly type: AskedKind;
  readonly value: string;
}

/**
 * What a service is asked, each once: ids of its own records, object IDs of any tenant, and addresses in every spelling under which it may
 * have stored them. Other kinds are left out.
 */
export function askedIdentifiers(
  identifiers: readonly Identifier[],
  kinds: readonly AskedKind[],
  system: SystemId,
): Asked[] {
  const asked = identifiers.flatMap((one): Asked[] => {
    switch (one.kind) {
      case 'account':
        return [{ type: 'object-id', value: one.objectId }];
      case 'record':
        return one.system === system ? [{ type: 'record-id', value: one.id }] : [];
      case 'email':
        return emailSpellings(one.value).map((value) => ({ type: 'email', value }));
      case 'phone':
        return [{ type: 'phone', value: one.value }];
      case 'userName':
      case 'federated':
        return [];
    }
  });
  const wanted = asked.filter(({ type }) => kinds.includes(type));
  return [...new Map(wanted.map((one) => [JSON.stringify([one.type, one.value]), one])).values()];
}
