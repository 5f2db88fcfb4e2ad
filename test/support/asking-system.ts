import { identifierKey, type KnownIdentifier } from '../../src/domain/identifier.ts';
import { system, type hit } from './memory-house.ts';

export const email = { kind: 'email', value: 'ada@example.org' } as const;

export const vouched = { identifier: email, trust: 'vouched' } as const;

/** A system that records what it was asked. */
export function asking(
  id: string,
  answer: (identifiers: readonly KnownIdentifier[]) => ReturnType<typeof hit>[],
) {
  const asked: string[][] = [];
  const found = system(id, {
    find: async (identifiers) => {
      asked.push(identifiers.map((entry) => identifierKey(entry.identifier)));
      return answer(identifiers);
    },
  });
  return { asked, system: found };
}

export const about = (identifiers: readonly KnownIdentifier[], kind: string) =>
  identifiers.some((entry) => entry.identifier.kind === kind);
