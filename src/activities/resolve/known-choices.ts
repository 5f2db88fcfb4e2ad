import { decidedAbout, type Choice } from '../../domain/choice.ts';
import type { Dossier } from '../../domain/dossier.ts';
import type { Decision } from '../../domain/gates.ts';
import { sameRecord, type Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { recordKey } from '../../ports/record-key.ts';
import type { FindOrder } from '../../workflows/steps/find-subject.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';

/** The decisions about the request so far. They are not read in the first search of a request, because there are none. */
export async function decisionsAbout(
  deps: Pick<Dependencies, 'register'>,
  { requestId, decided }: Pick<FindOrder, 'requestId' | 'decided'>,
  dossier: Dossier,
): Promise<readonly Decision[]> {
  if (!decided && !dossier.decided) return [];
  const { gates } = await registered(deps, requestId);
  return gates.decisions;
}

/** Adds to the dossier the decisions about the records in these answers. The register knows records only by their keys. */
export async function withChoices(
  deps: Pick<Dependencies, 'keys'>,
  dossier: Dossier,
  decisions: readonly Decision[],
  answers: readonly {
    readonly system: SystemId;
    readonly answer: { readonly hits: readonly Hit[] };
  }[],
): Promise<Dossier> {
  if (decisions.length === 0) return dossier;
  let decided: readonly Choice[] = dossier.decided ?? [];
  for (const { system, answer } of answers)
    for (const { record } of answer.hits) {
      const key = await recordKey(deps, dossier.requestId, system, record);
      const isTheirs = decidedAbout(decisions, system, key);
      if (isTheirs === undefined) continue;
      const others = decided.filter(
        (one) => one.system !== system || !sameRecord(one.record, record),
      );
      decided = [...others, { system, record, isTheirs }];
    }
  return decided.length === 0 ? dossier : { ...dossier, decided };
}
