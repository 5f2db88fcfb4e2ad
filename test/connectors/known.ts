import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';

/** Identifiers as an authorised sender gives them. */
export const known = (identifiers: readonly Identifier[]): KnownIdentifier[] =>
  identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' }));
