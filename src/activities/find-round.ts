import { concludeFindings } from '../domain/conclude-findings.ts';
import type { Dossier } from '../domain/dossier.ts';
import { identifierKey, isFollowed, type KnownIdentifier } from '../domain/identifier.ts';
import type { Hit } from '../domain/match.ts';
import type { SystemId } from '../domain/system.ts';
import type { ConfiguredSystem } from '../ports/systems.ts';
import type { FindRoundOrder, FindRoundReceipt } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { tryOnce } from './try-once.ts';

interface Question {
  readonly system: ConfiguredSystem;
  readonly identifiers: readonly KnownIdentifier[];
}

/**
 * One round of resolving: asks every system about what it has not been asked yet, all at once, and concludes who is who.
 * Reading only, so a round repeated after a crash changes nothing.
 */
export async function findRound(
  deps: Dependencies,
  order: FindRoundOrder,
): Promise<FindRoundReceipt> {
  const { requestId, from, to, skip } = order;
  const dossier = await deps.dossiers.read(requestId, from);
  const questions = openQuestions(deps, dossier, skip);
  const answers = await Promise.all(
    questions.map(async ({ system, identifiers }) => ({
      system: system.id,
      identifiers,
      attempt: await tryOnce(deps, { requestId, system: system.id }, async () => ({
        kind: 'done' as const,
        value: await system.access.find(identifiers),
      })),
    })),
  );

  const asked: Record<SystemId, string[]> = {};
  const hits: Record<SystemId, Hit[]> = {};
  for (const [system, finding] of Object.entries(dossier.findings))
    hits[system] = [...finding.hits];
  for (const [system, keys] of Object.entries(dossier.asked)) asked[system] = [...keys];
  for (const { system, identifiers, attempt } of answers) {
    if (attempt.kind !== 'done') continue;
    hits[system] = [...(hits[system] ?? []), ...attempt.value];
    asked[system] = [
      ...(asked[system] ?? []),
      ...identifiers.map((entry) => identifierKey(entry.identifier)),
    ];
  }

  const given = dossier.identifiers.filter((entry) => entry.trust === 'given');
  const grown: Dossier = { requestId, asked, ...concludeFindings(given, hits) };
  await deps.dossiers.write(grown, to);

  const setbacks = answers.flatMap(({ system, attempt }) =>
    attempt.kind === 'done' ? [] : [{ system, attempt }],
  );
  const notNow = [...skip, ...setbacks.map(({ system }) => system)];
  return { again: openQuestions(deps, grown, notNow).length > 0, setbacks };
}

/** What each system can still be asked: followed identifiers it has not seen. */
function openQuestions(
  deps: Dependencies,
  dossier: Dossier,
  skip: readonly SystemId[],
): Question[] {
  const followed = dossier.identifiers.filter((entry) => isFollowed(entry.trust));
  return deps.systems
    .all()
    .filter((system) => !skip.includes(system.id))
    .map((system) => {
      const asked = new Set(dossier.asked[system.id]);
      return {
        system,
        identifiers: followed.filter((entry) => !asked.has(identifierKey(entry.identifier))),
      };
    })
    .filter((question) => question.identifiers.length > 0);
}
