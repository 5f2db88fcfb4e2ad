import type { NewFact } from '../domain/fact.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import { isAssignable } from '../domain/request-action.ts';
import { sealComment } from './comments.ts';
import { refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';

/**
 * Writes who handles a request: the caller, or nobody. A caller who may take a request may also take it from somebody else.
 * @throws Refused `not-allowed-in-state` when nothing can be done about the request any more
 */
export async function assign(
  intake: Intake,
  { caller, log }: HttpCall,
  request: RegisteredRequest,
  to: 'me' | null,
  comment?: string,
): Promise<RegisteredRequest> {
  if (!isAssignable(request)) refuseInState(intake, request, caller);
  const at = intake.now().toISOString();
  const sealedComment = await sealComment(intake, request.id, comment);
  const assigned: NewFact = { at, kind: 'assigned', actor: actorOf(caller), to, ...sealedComment };
  await intake.register.append(request.id, [assigned]);
  log.info('assigned', { requestId: request.id, taken: to !== null });
  return (await intake.register.get(request.id)) ?? request;
}
