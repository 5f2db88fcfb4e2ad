import { z } from 'zod';
import {
  extensionReasons,
  holdReasons,
  identityProofs,
  refusalReasons,
  type Decided,
} from '../../domain/gates.ts';
import type { RequestAction } from '../../domain/request-action.ts';
import { permissionFor } from '../actions-for.ts';
import { decide } from '../decide.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { knownFields } from '../schema-parts.ts';
import { optionalBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

const planHash = z
  .string('Should be the planHash of the request.')
  .regex(/^[A-Za-z0-9_-]{1,128}$/, 'Should be the planHash of the request.');

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `Should be one of ${words.join(', ')}.`);

const aTime = 'Should be a time in the future, in RFC 3339.';

/** What the body of each call must hold. */
export const decisionSchemas: { readonly [A in RequestAction]: z.ZodType<Decided> } = {
  identity: knownFields({ proof: oneOf(identityProofs) }).transform(({ proof }) => ({
    what: 'identity' as const,
    reason: proof,
  })),
  approve: knownFields({ planHash }).transform((body) => ({ what: 'approve' as const, ...body })),
  refuse: knownFields({ reason: oneOf(refusalReasons) }).transform((body) => ({
    what: 'refuse' as const,
    ...body,
  })),
  withdraw: knownFields({}).transform(() => ({ what: 'withdraw' as const })),
  hold: knownFields({
    reason: oneOf(holdReasons),
    until: z.iso.datetime({ offset: true, error: aTime }).optional(),
  }).transform(({ reason, until = null }) => ({
    what: 'hold' as const,
    reason,
    until: until === null ? null : new Date(until).toISOString(),
  })),
  resume: knownFields({}).transform(() => ({ what: 'resume' as const })),
  extend: knownFields({ reason: oneOf(extensionReasons) }).transform((body) => ({
    what: 'extend' as const,
    ...body,
  })),
};

/** `/requests/{id}/approve` and the other calls by which a person decides about a request. */
export function decisionRoute(intake: Intake, action: RequestAction): Route {
  const permission = permissionFor[action];
  return route(intake, {
    POST: {
      action: permission,
      handle: async (httpRequest, call) => {
        const { id } = await reached(intake, httpRequest, call.caller, permission);
        const decided = readDecision(intake, action, await optionalBody(httpRequest));
        const request = await decide(intake, call, id, decided);
        return jsonAnswer(200, viewFor(intake, call.caller, request));
      },
    },
  });
}

function readDecision({ now }: Intake, action: RequestAction, body: unknown): Decided {
  const result = decisionSchemas[action].safeParse(body);
  if (!result.success)
    return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: fieldErrors(result.error.issues),
    });
  const decided = result.data;
  if (decided.what === 'hold' && decided.until !== null && new Date(decided.until) <= now())
    return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: [{ pointer: '#/until', detail: aTime }],
    });
  return decided;
}
