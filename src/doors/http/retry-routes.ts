import type { HttpRequest } from '@azure/functions';
import { isSystemId, type SystemId } from '../../domain/system.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { retry } from '../retry.ts';
import { comment, knownFields } from '../schema-parts.ts';
import { optionalBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** A retry needs no field. */
export const retrySchema = knownFields({ comment });

/** `/requests/{id}/retry`: visits all systems again that may get a better verdict. */
export function retryRoute(intake: Intake): Route {
  return retrying(intake, () => null);
}

/** `/requests/{id}/systems/{system}/retry` */
export function retrySystemRoute(intake: Intake): Route {
  return retrying(intake, systemOf);
}

function retrying(intake: Intake, which: (request: HttpRequest) => SystemId | null): Route {
  return route(intake, {
    POST: {
      action: 'retry-request',
      handle: async (httpRequest, call) => {
        const { id } = await reached(intake, httpRequest, call.caller, 'retry-request');
        const system = which(httpRequest);
        const comment = commentIn(await optionalBody(httpRequest));
        const request = await retry(intake, call, id, system, comment);
        return jsonAnswer(200, viewFor(intake, call.caller, request));
      },
    },
  });
}

/** @throws Refused `not-found` when the address names no possible system */
export function systemOf({ params }: HttpRequest): SystemId {
  const id = params['system'] ?? '';
  return isSystemId(id) ? id : refuse('not-found', 'This request has no system with this id.');
}

function commentIn(body: unknown): string | undefined {
  const result = retrySchema.safeParse(body);
  if (!result.success)
    return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: fieldErrors(result.error.issues),
    });
  return result.data.comment;
}
