import { additionsMissingIn } from '../../domain/added-identifiers.ts';
import type { Dossier } from '../../domain/dossier.ts';
import type { Decision } from '../../domain/gates.ts';
import { mergeIdentifiers } from '../../domain/identifier.ts';
import type { Dependencies } from '../dependencies.ts';

/** The dossier with the identifiers that were added to the request since. They count like those that the sender gave at first. */
export async function withAdded(
  { dossiers }: Pick<Dependencies, 'dossiers'>,
  dossier: Dossier,
  decisions: readonly Decision[],
): Promise<Dossier> {
  const names = additionsMissingIn(dossier, decisions);
  if (names.length === 0) return dossier;
  const lists = await Promise.all(names.map((name) => dossiers.readAdded(dossier.requestId, name)));
  return {
    ...dossier,
    identifiers: mergeIdentifiers(dossier.identifiers, lists.flat()),
    added: [...(dossier.added ?? []), ...names],
  };
}
