import type { Tone, Words } from '../words/words.ts';

const signs: Record<Tone, string> = {
  good: '✓',
  neutral: '–',
  busy: '↻',
  waiting: '…',
  exception: '!',
  bad: '✕',
  unknown: '?',
};

/** A state or verdict: a sign, a text, and a colour for readers who can see it. */
export function Tag({ words }: { readonly words: Words }) {
  return (
    <span class={`tag ${words.tone}`}>
      <span aria-hidden="true">{signs[words.tone]}</span> {words.label}
    </span>
  );
}
