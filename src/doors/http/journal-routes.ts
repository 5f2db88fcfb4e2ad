import type { ChainedFact } from '../../domain/fact.ts';
import { evidenceView } from '../../evidence/evidence-view.ts';
import { ownerSeenBy } from '../authorise.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { actorOf } from './actor-of.ts';
import { answerUnlessKnown } from './answer-unless-known.ts';
import type { Timeline, TimelineFact } from './api-shapes.ts';
import { recordView } from './record-view.ts';
import { ofRequest } from './request-routes.ts';
import { jsonAnswer, type Route } from './route.ts';

/** `/requests/{id}/timeline`: everything that happened, in order. */
export function timelineRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-request', async ({ id }, { caller }, httpRequest) => {
    const journal = await intake.register.journal(id, false);
    const seesAll = ownerSeenBy(caller, intake.policy) === null;
    const facts = (journal?.facts ?? []).map((fact) => factView(fact, seesAll));
    return answerUnlessKnown(httpRequest, { facts } satisfies Timeline);
  });
}

/** A caller who sees only its own requests does not learn the names of keys and operators. */
function factView(
  { previous: _, hash: _hash, ...fact }: ChainedFact,
  seesAll: boolean,
): TimelineFact {
  const { id: _id, ...nameless } = fact.actor;
  return seesAll ? fact : { ...fact, actor: nameless };
}

/** `/requests/{id}/evidence`: the same facts with their hash chain, which is computed again for every answer. */
export function evidenceRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-evidence', async ({ id }, { caller, log }) => {
    await recordView(intake, id, actorOf(caller), { kind: 'viewed', what: 'evidence' });
    const journal = await intake.register.journal(id, true);
    if (!journal) return refuse('not-found', 'There is no request with this id.');
    const evidence = evidenceView(id, journal);
    if (evidence.chain === 'broken')
      log.warn('evidence broken', { requestId: id, at: evidence.at ?? null });
    return jsonAnswer(200, evidence);
  });
}
