import { html, type Html } from './html.ts';
import { isTime } from '../../domain/is-time.ts';
import type { Words } from './words.ts';

/** A longer text is shortened on the page. The files for programs hold all of it. */
const shownCharacters = 20_000;
const deepest = 12;

/** A value of the data, as a reader sees it. @param folder where its files for programs are */
export function shownValue(value: unknown, words: Words, folder: string, depth = 0): Html {
  const { text } = words;
  if (value === null || value === undefined || value === '')
    return html`<span class="none">${text('value.none')}</span>`;
  if (typeof value === 'boolean') return html`${text(value ? 'value.true' : 'value.false')}`;
  if (isTime(value)) return words.time(value);
  if (typeof value === 'string') return shownText(value, words, folder);
  if (typeof value !== 'object') return html`${JSON.stringify(value)}`;
  const removed = anotherPerson(value, words);
  if (removed !== null) return html`<em>${removed}</em>`;
  if (depth >= deepest) return shownText(JSON.stringify(value), words, folder);
  if (Array.isArray(value)) {
    if (value.length === 0) return html`<span class="none">${text('value.none')}</span>`;
    return html`<ul>
      ${value.map((one) => html`<li>${shownValue(one, words, folder, depth + 1)}</li>`)}
    </ul>`;
  }
  return shownFields(Object.entries(value), words, folder, depth);
}

/** Named values, one under the other. */
export function shownFields(
  fields: readonly (readonly [string, unknown])[],
  words: Words,
  folder: string,
  depth = 0,
): Html {
  if (fields.length === 0) return html`<span class="none">${words.text('value.none')}</span>`;
  return html`<dl>
    ${fields.map(
      ([name, value]) =>
        html`<div>
          <dt><code>${name}</code></dt>
          <dd>${shownValue(value, words, folder, depth + 1)}</dd>
        </div>`,
    )}
  </dl>`;
}

function shownText(value: string, { text }: Words, folder: string): Html {
  if (value.length <= shownCharacters) return html`<span class="text">${value}</span>`;
  // Half a character must not be shown.
  const start = value.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/, '');
  return html`<span class="text">${start}…</span>
    <p><em>${text('value.shortened', { folder })}</em></p>`;
}

/** The text in place of another person who was removed; null when nobody was removed. */
export function anotherPerson(value: object, { text }: Words): string | null {
  return 'redacted' in value ? text('another-person') : null;
}
