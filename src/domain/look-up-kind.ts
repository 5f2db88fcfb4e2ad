import type { Identifier } from './identifier.ts';
import type { LookUpKind } from './search-record.ts';

const kindWords: Readonly<Record<Identifier['kind'], LookUpKind>> = {
  account: 'object-id',
  record: 'record-id',
  email: 'email',
  phone: 'phone',
  userName: 'user-name',
  federated: 'federated-id',
};

/** The kind of an identifier, as the record of a search names it. */
export function lookUpKind({ kind }: Pick<Identifier, 'kind'>): LookUpKind {
  return kindWords[kind];
}
