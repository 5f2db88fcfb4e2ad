import { z } from 'zod';
import { assign } from '../assign.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { comment, knownFields } from '../schema-parts.ts';
import { readJsonBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** The body of an assignment. */
export const assignSchema = knownFields({
  to: z.literal('me', 'Should be me or null.').nullable(),
  comment,
});

/** `/requests/{id}/assign`: who handles the request. */
export function assignRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'assign-request',
      handle: async (httpRequest, call) => {
        const found = await reached(intake, httpRequest, call.caller, 'assign-request');
        const body = assignSchema.safeParse(await readJsonBody(httpRequest));
        if (!body.success)
          return refuse(
            'invalid-request',
            'Correct the fields listed in errors and send it again.',
            {
              errors: fieldErrors(body.error.issues),
            },
          );
        const request = await assign(intake, call, found, body.data.to, body.data.comment);
        return jsonAnswer(200, viewFor(intake, call.caller, request));
      },
    },
  });
}
