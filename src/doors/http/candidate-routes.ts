import { z } from 'zod';
import { candidatesAt } from '../candidates.ts';
import { decideRecords } from '../decide-records.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { comment, knownFields } from '../schema-parts.ts';
import { actorOf } from './actor-of.ts';
import type { CandidateView } from './api-shapes.ts';
import { recordView } from './record-view.ts';
import { readJsonBody } from './read-json-body.ts';
import { ofRequest, reached, viewFor } from './request-routes.ts';
import { systemOf } from './retry-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

const code = z.string().regex(/^c\d{1,10}$/, 'Should be a candidate of the system.');

/** The body of a decision about records. An empty list says that no candidate is the person's. */
export const chosenSchema = knownFields({
  records: z.array(code).max(200),
  reason: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'Should be a code in lower case, such as same-address.')
    .optional(),
  comment,
});

/** `/requests/{id}/systems/{system}/candidates`: the records among which an operator must choose, masked. */
export function candidatesRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-candidates', async (request, { caller }, httpRequest) => {
    const candidates = await candidatesAt(intake, caller, request, systemOf(httpRequest));
    await recordView(intake, request.id, actorOf(caller), { kind: 'viewed', what: 'candidates' });
    const views = candidates.map((one): CandidateView => ({
      candidate: one.code,
      preview: one.preview,
      metBy: one.metBy,
      lead: one.lead,
    }));
    return jsonAnswer(200, views);
  });
}

/** `/requests/{id}/systems/{system}/decide` */
export function decideRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'decide-records',
      handle: async (httpRequest, call) => {
        const request = await reached(intake, httpRequest, call.caller, 'decide-records');
        const system = systemOf(httpRequest);
        const body = chosenSchema.safeParse(await readJsonBody(httpRequest));
        if (!body.success)
          return refuse(
            'invalid-request',
            'Correct the fields listed in errors and send it again.',
            {
              errors: fieldErrors(body.error.issues),
            },
          );
        const { reason = null, ...chosen } = body.data;
        const decided = await decideRecords(intake, call, request, system, { ...chosen, reason });
        return jsonAnswer(200, viewFor(intake, call.caller, decided));
      },
    },
  });
}
