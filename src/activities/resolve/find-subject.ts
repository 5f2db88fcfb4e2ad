import { askedAnew } from '../../domain/last-search.ts';
import { factOfLastSearch } from '../../domain/search-facts.ts';
import { mergeSearches, wasRefused } from '../../domain/search-record.ts';
import { grownBy, mostRounds, openQuestions } from '../../domain/search-round.ts';
import type { NewFact } from '../../domain/fact.ts';
import { freshPatience } from '../../domain/patience.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindOrder, FindReceipt, FindSetback } from '../../workflows/steps/find-subject.ts';
import { claimsOf } from '../claims-of.ts';
import { askShadows } from './ask-shadows.ts';
import { answered, askSystems } from './ask-systems.ts';
import { decisionsAbout, withChoices } from './known-choices.ts';
import { withAdded } from './with-added.ts';
import type { Dependencies } from '../dependencies.ts';
import { factsOfTry, recordTry } from '../tried.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'keys' | 'lookupHash' | 'now' | 'log'
>;

/**
 * Resolves the subject as far as possible without waiting. Each round asks all systems in parallel by the identifiers that they have not
 * seen yet, until nothing new is found. Systems in shadow mode are asked after that. It only reads, so a repeated round after a crash changes nothing.
 */
export async function findSubject(deps: Needs, order: FindOrder): Promise<FindReceipt> {
  const { requestId, from, to, skip, anew, again } = order;
  const setbacks: FindSetback[] = [];
  const asked = new Set<SystemId>();
  const found: ReturnType<typeof answered> = [];
  const before = await deps.dossiers.read(requestId, from);
  const decisions = await decisionsAbout(deps, order, before);
  const choices = decisions.filter(({ what }) => what === 'decide');
  const known = await withAdded(deps, before, decisions);
  let dossier = anew ? askedAnew(known, skip) : known;
  const live = deps.systems.all().filter(({ shadow }) => !shadow);
  for (let round = 0; round < mostRounds; round++) {
    const notNow = [...skip, ...setbacks.map(({ system }) => system)];
    const questions = openQuestions(live, dossier, notNow);
    if (questions.length === 0) break;
    const answers = await askSystems(deps, order, questions);
    const given = answers.flatMap(answered);
    dossier = grownBy(await withChoices(deps, dossier, choices, given), given);
    found.push(...given);
    for (const { system } of answers) asked.add(system);
    for (const { system, attempt } of answers)
      if (attempt.kind !== 'done') setbacks.push({ system, attempt });
  }
  dossier = await askShadows(deps, order, dossier);
  const foundNothing =
    Object.values(dossier.findings).every(({ hits }) => hits.length === 0) &&
    !Object.values(dossier.searches ?? {}).some(wasRefused);
  // Nothing new was found, so the earlier version is enough and no new one is written.
  const isSpared = again && anew && foundNothing && setbacks.length === 0;
  if (!isSpared) await deps.dossiers.write(dossier, to);
  // Without setbacks the plan follows at once, and it claims the records.
  if (setbacks.length > 0) await deps.register.claimFound(requestId, claimsOf(deps, dossier));
  const tries = factsOfSearch(order, asked, setbacks, deps.now());
  const told = again ? factsOfLastSearch(found, deps.now()) : [];
  await recordTry(deps, requestId, [...told, ...tries]);
  return { setbacks, foundNothing };
}

/** A system that answers at once gets no fact here: the plan writes what it answered. */
function factsOfSearch(
  { patienceOf, giveUpAfterSeconds }: FindOrder,
  asked: ReadonlySet<SystemId>,
  setbacks: readonly FindSetback[],
  now: Date,
): NewFact[] {
  return [...asked].flatMap((system) => {
    const setback = setbacks.find((one) => one.system === system);
    const known = patienceOf[system];
    if (!setback && !known) return [];
    const before = known ?? freshPatience;
    const trying = { system, attempts: before.retries + 1, patience: before, giveUpAfterSeconds };
    return factsOfTry('find', trying, setback?.attempt ?? { kind: 'done', value: null }, now);
  });
}

/** The facts of the last search before the report: what each system answered, also when it found nothing. */
function factsOfLastSearch(found: ReturnType<typeof answered>, now: Date): NewFact[] {
  return [...new Set(found.map(({ system }) => system))].map((system) => {
    const answers = found.flatMap((one) => (one.system === system ? [one.answer] : []));
    const hits = answers.flatMap((answer) => answer.hits);
    return factOfLastSearch(system, { ...mergeSearches(...answers), hits }, now.toISOString());
  });
}
