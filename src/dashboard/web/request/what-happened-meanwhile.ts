import type { TimelineFact } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import type { Problem } from '../calls/problem.ts';
import { texts } from '../texts/texts.ts';
import { actorText, factText } from '../words/fact-text.ts';
import { stateWords } from '../words/request-words.ts';
import { wordsFor } from '../words/words.ts';

/** After a refusal: the last thing that somebody did to the request, and who, in a sentence; empty when it cannot be told. */
export async function whatHappenedMeanwhile(
  api: Api,
  id: string,
  { state }: Problem,
): Promise<string> {
  const words = texts().actions;
  const now = state === null ? [] : [words.nowIn(wordsFor(stateWords(), state).label)];
  try {
    const { facts } = await api.timeline(id, new AbortController().signal);
    const last = facts.findLast(isDeed);
    if (last) now.push(words.changed(factText(last), actorText(last.actor)));
  } catch {
    // The refusal alone is told.
  }
  return now.join(' ');
}

const deeds: ReadonlySet<string> = new Set(['decided', 'assigned', 'reopened']);

function isDeed({ kind, actor }: TimelineFact): boolean {
  return deeds.has(kind) && actor.kind !== 'service';
}
