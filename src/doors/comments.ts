import { ulid } from 'ulid';
import type { Actor, ChainedFact } from '../domain/fact.ts';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { Intake } from './intake.ts';

const blobOf = (commentId: string): string => `comment-${commentId}`;

/**
 * Seals a comment with the key of its request, before the decision that names it is written. Call it only when the decision is allowed.
 * @returns the id of the comment, for the fact of the decision; an empty object when there is no comment
 */
export async function sealComment(
  { sealed }: Pick<Intake, 'sealed'>,
  requestId: RequestId,
  comment: string | undefined,
): Promise<{ commentId?: string }> {
  if (comment === undefined || comment === '') return {};
  const commentId = ulid();
  await sealed.put(requestId, blobOf(commentId), comment);
  return { commentId };
}

/** A comment, and the decision it belongs to. */
export interface Comment {
  readonly at: string;
  readonly what: string;
  readonly system?: SystemId;
  readonly actor: Actor;
  readonly comment: string;
}

/**
 * The comments of a request, in the order of its journal.
 * @throws KeyDestroyed when the request is closed
 */
export async function commentsOf(
  { register, sealed }: Pick<Intake, 'register' | 'sealed'>,
  requestId: RequestId,
): Promise<Comment[]> {
  const { facts = [] } = (await register.journal(requestId, false)) ?? {};
  return await Promise.all(
    facts.flatMap(commented).map(async ({ commentId, ...decision }) => ({
      ...decision,
      comment: (await sealed.get(requestId, blobOf(commentId))) as string,
    })),
  );
}

function commented(fact: ChainedFact) {
  if ((fact.kind !== 'decided' && fact.kind !== 'assigned') || fact.commentId === undefined)
    return [];
  const { at, actor, commentId } = fact;
  if (fact.kind === 'assigned') return [{ at, what: 'assign', actor, commentId }];
  const { what, system } = fact;
  return [{ at, what, ...(system !== undefined && { system }), actor, commentId }];
}
