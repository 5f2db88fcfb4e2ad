import { z } from 'zod';
import { standingHold } from '../../domain/gate.ts';
import { isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import { decide } from '../decide.ts';
import { fieldErrors } from '../field-errors.ts';
import type { BrakeReleaseView } from '../http/operator-shapes.ts';
import { readJsonBody } from '../http/read-json-body.ts';
import { jsonAnswer, route, type HttpCall, type Route } from '../http/route.ts';
import type { Intake } from '../intake.ts';
import { refuse, Refused } from '../problem.ts';
import { knownFields } from '../schema-parts.ts';

const callerDetail = 'Should be the name of a key, or the directory id of a person.';

/** The body of a release. Without a caller it releases the erasures of all callers. */
export const brakeReleaseSchema = knownFields({
  caller: z
    .string(callerDetail)
    .regex(/^[A-Za-z0-9._-]{1,64}$/, callerDetail)
    .optional(),
});

/** Azure cuts an answer after 230 seconds. */
const longestMs = 100_000;
const atOnce = 16;

/** `/brake/release`: releases the erasures that the brake holds, all of them or those of one caller. */
export function brakeReleaseRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'release-brake',
      handle: async (request, call) => {
        const hasBody = request.headers.get('content-type') !== null;
        const read = brakeReleaseSchema.safeParse(hasBody ? await readJsonBody(request) : {});
        if (!read.success)
          return refuse(
            'invalid-request',
            'Correct the fields listed in errors and send it again.',
            {
              errors: fieldErrors(read.error.issues),
            },
          );
        const answer = await releaseAll(intake, call, read.data.caller);
        call.log.warn('brake released', { released: answer.released, left: answer.left });
        return jsonAnswer(200, answer);
      },
    },
  });
}

async function releaseAll(
  intake: Intake,
  call: HttpCall,
  caller: string | undefined,
): Promise<BrakeReleaseView> {
  const endsAt = Date.now() + longestMs;
  const isMeant = isOf(intake, caller);
  let released = 0;
  let some: RegisteredRequest[] = [];
  const releaseSome = async () => {
    const done = await Promise.all(some.map((request) => resumed(intake, call, request)));
    released += done.filter(Boolean).length;
    some = [];
  };
  for await (const request of intake.register.braked()) {
    if (!isMeant(request)) continue;
    if (Date.now() > endsAt) return { released, left: true };
    some.push(request);
    if (some.length === atOnce) await releaseSome();
  }
  await releaseSome();
  return { released, left: false };
}

/** A request that somebody else has released, withdrawn or ended since is not changed. */
async function resumed(
  intake: Intake,
  call: HttpCall,
  { id, state, gates }: RegisteredRequest,
): Promise<boolean> {
  if (isTerminal(state) || standingHold(gates.decisions, intake.now())?.reason !== 'brake')
    return false;
  try {
    await decide(intake, call, id, { what: 'resume' });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** Requests hold only a mark of their sender. */
function isOf(
  { lookupHash }: Intake,
  caller: string | undefined,
): (request: RegisteredRequest) => boolean {
  if (caller === undefined) return () => true;
  const marks = ['key', 'person'].map((kind) => lookupHash('caller', kind, caller));
  return ({ owner }) => marks.includes(owner);
}
