import { freshPatience } from '../domain/patience.ts';
import { isSearchedAgain } from '../domain/last-search.ts';
import type { PlannedVisit } from '../domain/plan.ts';
import type { RequestId } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { Durable, Flow } from './durable.ts';
import { eraseEverywhere, type Visiting } from './erase-everywhere.ts';
import { resolveSubject, type Resolution } from './resolve-subject.ts';
import type { OpenedRequest } from './steps/open-request.ts';
import { planAgain } from './steps/plan-again.ts';

/** The request that is carried out. */
export interface Erasing {
  readonly requestId: RequestId;
  readonly run: number;
  readonly request: OpenedRequest;
}

/** One verdict per system, and the version of the dossier that holds what was found. */
export interface Outcome {
  readonly dossier: number;
  readonly systems: readonly SystemVerdict[];
}

interface Round {
  readonly visits: readonly PlannedVisit[];
  /** Systems that need no visit in this round. */
  readonly settled: readonly SystemVerdict[];
  readonly resolution: Resolution;
}

/** The first round, and one more for data that returned. */
const mostRounds = 2;

/**
 * Erases, then searches every system once more. Data that has returned since is erased in one more round. If data returns after that, the
 * report says so.
 */
export function* eraseForGood(durable: Durable, about: Erasing, first: Round): Flow<Outcome> {
  const { requestId, request } = about;
  let { visits, settled, resolution } = first;
  const erasingSince = durable.now().toISOString();
  for (let round = 1; ; round++) {
    const freezing = {
      requestId,
      dossier: resolution.dossier,
      patienceOf: Object.fromEntries(resolution.patience),
      giveUpAfterSeconds: request.giveUpAfterSeconds,
    };
    const visit = visitsOf(about, resolution);
    const visiting: Visiting = (...planned) => ({ ...visit(...planned), erasingSince });
    const erased = yield* eraseEverywhere(durable, visits, visiting, freezing);
    const systems = [...settled, ...erased];
    const leaveOut = systems.filter((row) => !isSearchedAgain(row)).map(({ id }) => id);
    const { dossier } = resolution;
    const search = yield* resolveSubject(durable, requestId, request, {
      from: dossier,
      taken: dossier,
      anew: true,
      again: true,
      // The dossier already holds every decision about records and every added identifier.
      decided: false,
      leaveOut,
    });
    if (search.foundNothing) return { dossier, systems };
    const plan = yield* durable.step(planAgain, {
      requestId,
      dossier: search.dossier,
      systems,
      failed: search.failed,
      isLast: round === mostRounds,
    });
    if (plan.visits.length === 0) return plan;
    visits = plan.visits;
    settled = plan.systems.filter(({ verdict }) => verdict !== null);
    resolution = { ...search, dossier: plan.dossier };
  }
}

/** Makes the order for a visit of this request. */
export function visitsOf(
  { requestId, request }: Erasing,
  { dossier, patience }: Resolution,
): Visiting {
  return (phase, { system, keeps }) => ({
    requestId,
    ...(keeps && { keeps }),
    dossier,
    system,
    phase,
    held: false,
    giveUpAfterSeconds: request.giveUpAfterSeconds,
    tried: null,
    patience: patience.get(system) ?? freshPatience,
  });
}
