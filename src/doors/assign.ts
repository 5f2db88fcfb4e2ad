import type { RegisteredRequest } from '../domain/request.ts';
import { isAssignable } from '../domain/request-action.ts';
import { refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';

/**
 * Writes who handles a request: the caller, or nobody. Whoever may take a request may also take it from somebody else.
 * @throws Refused `not-allowed-in-state` when nothing can be done about the request any more
 */
export async function assign(
  intake: Intake,
  { caller, log }: HttpCall,
  request: RegisteredRequest,
  to: 'me' | null,
): Promise<RegisteredRequest> {
  if (!isAssignable(request)) refuseInState(intake, request, caller);
  const at = intake.now().toISOString();
  await intake.register.append(request.id, [{ at, kind: 'assigned', actor: actorOf(caller), to }]);
  log.info('assigned', { requestId: request.id, taken: to !== null });
  return (await intake.register.get(request.id)) ?? request;
}
