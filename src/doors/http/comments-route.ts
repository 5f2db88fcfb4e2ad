import { isTerminal } from '../../domain/request.ts';
import { whyNoKey } from '../../domain/retry.ts';
import { KeyDestroyed } from '../../ports/key-ring.ts';
import { commentsOf } from '../comments.ts';
import { refuseInState } from '../decide.ts';
import type { Intake } from '../intake.ts';
import { actorOf } from './actor-of.ts';
import type { CommentView } from './api-shapes.ts';
import { recordView } from './record-view.ts';
import { ofRequest } from './request-routes.ts';
import { jsonAnswer, type Route } from './route.ts';

/** `/requests/{id}/comments`: the comments that people wrote with their decisions, while the key of the request exists. */
export function commentsRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-comments', async (request, { caller }) => {
    const noKey = isTerminal(request.state) ? whyNoKey(request, intake.now()) : null;
    if (noKey !== null) refuseInState(intake, request, caller, noKey);
    try {
      const comments: readonly CommentView[] = await commentsOf(intake, request.id);
      await recordView(intake, request.id, actorOf(caller), { kind: 'viewed', what: 'comments' });
      return jsonAnswer(200, comments);
    } catch (error) {
      if (!(error instanceof KeyDestroyed)) throw error;
      return refuseInState(intake, request, caller, 'The key of this request is destroyed.');
    }
  });
}
