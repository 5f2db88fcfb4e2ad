import { addIdentifiers } from '../add-identifiers.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { isTooDeep } from '../nesting.ts';
import { refuse } from '../problem.ts';
import { identifiersSchema } from '../request-schema.ts';
import { readJsonBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** `/requests/{id}/identifiers`: more identifiers of the person. */
export function identifiersRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'add-identifiers',
      handle: async (httpRequest, call) => {
        const found = await reached(intake, httpRequest, call.caller, 'add-identifiers');
        const sent = await readJsonBody(httpRequest);
        if (isTooDeep(sent)) refuse('invalid-request', 'Send JSON with fewer nested levels.');
        const body = identifiersSchema.safeParse(sent);
        if (!body.success)
          return refuse(
            'invalid-request',
            'Correct the fields listed in errors and send it again.',
            {
              errors: fieldErrors(body.error.issues),
            },
          );
        const { subject, comment } = body.data;
        const request = await addIdentifiers(intake, call, found, subject, comment);
        return jsonAnswer(200, viewFor(intake, call.caller, request));
      },
    },
  });
}
