import type { Tone, Words } from './words.ts';

const signs: Record<Tone, string> = {
  good: '✓',
  busy: '↻',
  waiting: '…',
  exception: '!',
  bad: '✕',
};

/** A state or verdict: a sign and words, and a colour for those who see it. */
export function Tag({ words }: { readonly words: Words }) {
  return (
    <span class={`tag ${words.tone}`}>
      <span aria-hidden="true">{signs[words.tone]}</span> {words.label}
    </span>
  );
}
