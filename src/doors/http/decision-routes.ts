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
import { comment, knownFields } from '../schema-parts.ts';
import { optionalBody } from './read-json-body.ts';
import { reached, viewFor } from './request-routes.ts';
import { jsonAnswer, route, type Route } from './route.ts';

const planHash = z
  .string('Should be the planHash of the request.')
  .regex(/^[A-Za-z0-9_-]{1,128}$/, 'Should be the planHash of the request.');

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `Should be one of ${words.join(', ')}.`);

const aTime = 'Should be a time in the future, in RFC 3339.';

/** A decision with a comment of the person who decides. */
export type Commented = Decided & { readonly comment?: string | undefined };

/** The body of each call. */
export const decisionSchemas: { readonly [A in RequestAction]: z.ZodType<Commented> } = {
  identity: knownFields({ proof: oneOf(identityProofs), comment }).transform(
    ({ proof, ...rest }) => ({ what: 'identity' as const, reason: proof, ...rest }),
  ),
  approve: knownFields({ planHash, comment }).transform((body) => ({
    what: 'approve' as const,
    ...body,
  })),
  refuse: knownFields({ reason: oneOf(refusalReasons), comment }).transform((body) => ({
    what: 'refuse' as const,
    ...body,
  })),
  withdraw: knownFields({ comment }).transform((body) => ({ what: 'withdraw' as const, ...body })),
  hold: knownFields({
    reason: oneOf(holdReasons),
    until: z.iso.datetime({ offset: true, error: aTime }).optional(),
    comment,
  }).transform(({ until = null, ...body }) => ({
    what: 'hold' as const,
    ...body,
    until: until === null ? null : new Date(until).toISOString(),
  })),
  resume: knownFields({ comment }).transform((body) => ({ what: 'resume' as const, ...body })),
  extend: knownFields({ reason: oneOf(extensionReasons), comment }).transform((body) => ({
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
        const sent = await optionalBody(httpRequest);
        const { comment, ...decided } = readDecision(intake, action, sent);
        const request = await decide(intake, call, id, decided, comment);
        return jsonAnswer(200, viewFor(intake, call.caller, request));
      },
    },
  });
}

function readDecision({ now }: Intake, action: RequestAction, body: unknown): Commented {
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
