import { z } from 'zod';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { problemOfMessage } from '../queue/take-from-queue.ts';
import { knownFields } from '../schema-parts.ts';
import type { PoisonView } from './operator-shapes.ts';
import { readJsonBody } from './read-json-body.ts';
import { jsonAnswer, route, type HttpCall, type Route } from './route.ts';

const reasonDetail = 'A code of 1 to 40 lower-case letters and hyphens, such as sent-twice.';

/** The body of a discard. The reason goes into the log, so it is a code. */
export const discardSchema = knownFields({
  reason: z.string(reasonDetail).regex(/^[a-z][a-z-]{0,39}$/, reasonDetail),
});

/** `/poison-messages`: the messages that could not be accepted: why, when and how large, never their content. */
export function poisonMessagesRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'mend-messages',
      handle: async () => {
        const { count, messages } = await intake.poisonQueue.summary();
        const shown = messages.map(({ id, text, insertedAt, expiresAt }) => ({
          id,
          code: problemOfMessage(intake, text),
          size: Buffer.byteLength(text),
          insertedAt,
          expiresAt,
        }));
        return jsonAnswer(200, { count, messages: shown } satisfies PoisonView);
      },
    },
  });
}

/** `/poison-messages/{id}/redrive`: puts the message into the queue of requests again. */
export function redriveRoute(intake: Intake): Route {
  return onMessage(intake, async ({ params }, call) => {
    await removed(intake, params['id'], (text) => intake.requestQueue.send(text));
    call.log.info('message redriven', { by: call.caller.id });
  });
}

/** `/poison-messages/{id}/discard`: deletes the message. */
export function discardRoute(intake: Intake): Route {
  return onMessage(intake, async (request, call) => {
    const read = discardSchema.safeParse(await readJsonBody(request));
    if (!read.success)
      return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
        errors: fieldErrors(read.error.issues),
      });
    await removed(intake, request.params['id'], async () => undefined);
    call.log.info('message discarded', { by: call.caller.id, reason: read.data.reason });
  });
}

type Work = (request: Parameters<Route>[0], call: HttpCall) => Promise<void>;

function onMessage(intake: Intake, work: Work): Route {
  return route(intake, {
    POST: {
      action: 'mend-messages',
      handle: async (request, call) => {
        await work(request, call);
        return { status: 204 };
      },
    },
  });
}

async function removed(
  { poisonQueue }: Intake,
  id: string | undefined,
  before: (text: string) => Promise<void>,
): Promise<void> {
  if (!(await poisonQueue.remove(id ?? '', before)))
    refuse('not-found', 'There is no message with this id.');
}
