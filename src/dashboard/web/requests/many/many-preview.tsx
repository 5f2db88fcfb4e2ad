import type { RequestView } from '../../../../doors/http/api-shapes.ts';
import { DueDate } from '../../parts/due-date.tsx';
import { Tag } from '../../parts/tag.tsx';
import { hashOf } from '../../shell/route.ts';
import { texts } from '../../texts/texts.ts';
import { stateWords, typeWords } from '../../words/request-words.ts';
import { textFor, wordsFor } from '../../words/words.ts';
import type { Outcome } from './act-on-many.ts';

interface PreviewProps {
  readonly possible: readonly RequestView[];
  readonly leftOut: readonly RequestView[];
}

/** Exactly the requests that are changed, and those that are not. */
export function Preview({ possible, leftOut }: PreviewProps) {
  const words = texts().list;
  return (
    <>
      <p>{words.preview(possible.length)}</p>
      <ul class="preview" tabIndex={0} aria-label={words.preview(possible.length)}>
        {possible.map((request) => (
          <li key={request.id}>
            <Named request={request} /> <DueDate request={request} />
          </li>
        ))}
      </ul>
      {leftOut.length > 0 && (
        <>
          <p>{words.leftOut(leftOut.length)}</p>
          <ul>
            {leftOut.map((request) => (
              <li key={request.id}>
                <Named request={request} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The result for each request. */
export function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const { refused } = texts().list;
  const failed = outcomes.filter(({ refusal }) => refusal !== null);
  if (failed.length === 0) return null;
  return (
    <ul>
      {failed.map(({ request, refusal }) => (
        <li key={request.id}>
          <Named request={request} /> <span class="refused">{`${refused}: ${refusal ?? ''}`}</span>
        </li>
      ))}
    </ul>
  );
}

function Named({ request }: { readonly request: RequestView }) {
  const { id, reference, type, state } = request;
  return (
    <>
      <a href={hashOf({ view: 'request', id })}>{reference ?? id}</a>, {textFor(typeWords(), type)}{' '}
      <Tag words={wordsFor(stateWords(), state)} />
    </>
  );
}
