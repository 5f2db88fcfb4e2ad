import { z } from 'zod';
import { waivedReasons } from '../../domain/verdict.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { comment, knownFields } from '../schema-parts.ts';
import { waive } from '../waive.ts';
import { readJsonBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { systemOf } from './retry-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** The body of a waiver. */
export const waiveSchema = knownFields({
  reason: z.enum(waivedReasons, `Should be one of ${waivedReasons.join(', ')}.`),
  comment,
});

/** `/requests/{id}/systems/{system}/waive`. `needed` in the answer says what is missing for the waiver to take effect. */
export function waiveRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'waive-system',
      handle: async (httpRequest, call) => {
        const found = await reached(intake, httpRequest, call.caller, 'waive-system');
        const system = systemOf(httpRequest);
        const body = waiveSchema.safeParse(await readJsonBody(httpRequest));
        if (!body.success)
          return refuse(
            'invalid-request',
            'Correct the fields listed in errors and send it again.',
            {
              errors: fieldErrors(body.error.issues),
            },
          );
        const { request, needed } = await waive(intake, call, found, {
          system,
          ...body.data,
        });
        return jsonAnswer(200, { ...viewFor(intake, call.caller, request), needed });
      },
    },
  });
}
