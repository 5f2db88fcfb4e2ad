import type { Fact } from '../answers.ts';
import { plain } from './plain.ts';

import { valueText } from './value-text.ts';

const known = new Set(['seq', 'at', 'kind', 'system', 'actor', 'previous', 'hash']);

/** One line of a timeline: time, who, what, and the codes and counts of the fact. */
export function factRow(fact: Fact): string[] {
  const details = Object.entries(fact)
    .filter(([name, value]) => !known.has(name) && value !== null)
    .map(([name, value]) => `${name}: ${valueText(value)}`);
  const { kind, role, id } = fact.actor;
  return [
    fact.at.slice(0, 19).replace('T', ' '),
    plain(id ?? role ?? kind),
    plain(fact.kind),
    plain(fact.system ?? ''),
    plain(details.join(', ')),
  ];
}
