import type { TimelineFact } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import type { Problem } from '../calls/problem.ts';
import { texts } from '../texts/texts.ts';
import { actorText, factText } from '../words/fact-text.ts';
import { stateWords } from '../words/request-words.ts';
import { wordsFor } from '../words/words.ts';

/** A sentence for after a refusal: the last action that somebody took on the request, and who it was; empty when it is not known. */
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
    // Then only the refusal is shown.
  }
  return now.join(' ');
}

const deeds: ReadonlySet<string> = new Set(['decided', 'assigned', 'reopened']);

function isDeed({ kind, actor }: TimelineFact): boolean {
  return deeds.has(kind) && actor.kind !== 'service';
}
