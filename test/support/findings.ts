import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import type { Identifier, KnownIdentifier, Trust } from '../../src/domain/identifier.ts';
import type { Hit, Join } from '../../src/domain/match.ts';

export const account = (system: string, objectId: string): Identifier => ({
  kind: 'account',
  system: systemIdOf(system),
  objectId,
});

export const email = (value: string): Identifier => ({ kind: 'email', value });

export const known = (identifier: Identifier, trust: Trust): Omit<KnownIdentifier, 'source'> => ({
  identifier,
  trust,
});

export const given = (identifier: Identifier): KnownIdentifier => ({
  identifier,
  trust: 'given',
  source: 'request',
});

export function hit(
  id: string,
  join: Join,
  by: Identifier,
  givenName: string | null = null,
  reveals: Hit['reveals'] = [],
  scope?: string,
): Hit {
  return {
    record: { kind: 'record', id, ...(scope && { scope }) },
    join,
    by,
    name: { given: givenName, surname: null, display: null },
    reveals,
    preview: '',
  };
}

export const conclude = (known: readonly KnownIdentifier[], hits: Record<string, readonly Hit[]>) =>
  concludeFindings(known, hits);

export const states = (conclusion: ReturnType<typeof concludeFindings>) =>
  Object.fromEntries(
    Object.entries(conclusion.findings).map(([system, finding]) => [system, finding.state]),
  );

export const ada = account('de', 'oid-ada');

export const family = email('lovelace@example.org');
