import { useState } from 'preact/hooks';
import type { CommentView } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import { Problem } from '../calls/problem.ts';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';
import { actorText } from '../words/fact-text.ts';

interface CommentsProps {
  readonly api: Api;
  readonly id: string;
}

/** The comments on the decisions. They are read only when the user asks for them, because every view is recorded. */
export function Comments({ api, id }: CommentsProps) {
  const words = texts().request;
  const [comments, setComments] = useState<readonly CommentView[] | null>(null);
  const [refusal, setRefusal] = useState('');

  async function read(): Promise<void> {
    setRefusal('');
    try {
      setComments(await api.comments(id, new AbortController().signal));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefusal(error.message);
    }
  }

  return (
    <>
      <button type="button" title={words.lookIsRecorded} onClick={() => void read()}>
        {words.comments}
      </button>
      <p role="alert" class="refused">
        {refusal}
      </p>
      {comments && (
        <ul class="comments" role="status">
          {comments.length === 0 && <li class="hint">{words.noComments}</li>}
          {comments.map(({ at, what, system, actor, comment }) => (
            <li key={at + what}>
              <Moment at={at} />, {actorText(actor)}, <code>{what}</code> {system}: {comment}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
