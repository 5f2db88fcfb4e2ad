import { timeOf } from '../event-time.ts';
import { html, type Html } from './html.ts';
import { shownFields, shownValue } from './value.ts';
import type { Words } from './words.ts';

type Item = Readonly<Record<string, unknown>>;

/** An attribute of a catalogue: the connector explains it in every language. */
interface Attribute {
  readonly attribute: string;
  readonly description: Readonly<Record<string, string>>;
  readonly value?: unknown;
  readonly notAvailable?: string;
}

const isItem = (item: unknown): item is Item =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

const isAttribute = (item: unknown): item is Attribute =>
  isItem(item) && typeof item['attribute'] === 'string' && isItem(item['description']);

/** One item of a list as a card. */
export function card(item: unknown, words: Words, folder: string): Html {
  const time = timeOf(item);
  const body = isItem(item)
    ? shownFields(Object.entries(item), words, folder)
    : shownValue(item, words, folder);
  return html`<article class="card" data-find>
    ${time === null ? null : html`<p>${words.time(time)}</p>`} ${body}
  </article>`;
}

/** The items of a short part: attributes as a table with their explanations, anything else as cards. */
export function cards(items: readonly unknown[], words: Words, folder: string): Html {
  const attributes = items.filter(isAttribute);
  const others = items.filter((item) => !isAttribute(item));
  return html`${attributes.length > 0 ? attributeTable(attributes, words, folder) : null}
  ${others.map((item) => card(item, words, folder))}`;
}

function attributeTable(rows: readonly Attribute[], words: Words, folder: string): Html {
  const { text } = words;
  const filled = rows.filter((row) => row.notAvailable !== undefined || !isEmpty(row.value));
  const empty = rows.filter((row) => row.notAvailable === undefined && isEmpty(row.value));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text('attribute.name')}">
      <table>
        <thead>
          <tr>
            <th scope="col">${text('attribute.name')}</th>
            <th scope="col">${text('attribute.value')}</th>
            <th scope="col">${text('attribute.technical')}</th>
          </tr>
        </thead>
        <tbody>
          ${filled.map(
            (row) =>
              html`<tr data-find>
                <th scope="row">${meaningOf(row, words)}</th>
                <td>${valueOf(row, words, folder)}</td>
                <td><code>${row.attribute}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      empty.length === 0
        ? null
        : html`<details>
            <summary>${text('attributes.empty', { count: empty.length })}</summary>
            <ul>
              ${empty.map(
                (row) =>
                  html`<li data-find>${meaningOf(row, words)} <code>${row.attribute}</code></li>`,
              )}
            </ul>
          </details>`
    }`;
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** The descriptions use the code of Chinese without its script. */
function meaningOf({ description, attribute }: Attribute, { language }: Words): string {
  return description[language] ?? description[language.split('-')[0] ?? ''] ?? attribute;
}

function valueOf(row: Attribute, words: Words, folder: string): Html {
  if (row.notAvailable === undefined) return shownValue(row.value, words, folder);
  return html`<em>${words.text('not-available')}</em>: <span lang="en">${row.notAvailable}</span>`;
}
