import type { SystemVerdict } from '../../domain/verdict.ts';
import { timeOf } from '../event-time.ts';
import { fileName } from '../file-names.ts';
import type { PartSurvey, Survey } from '../survey.ts';
import { cards } from './card.ts';
import { eventItem, isEventPart } from './event-sentence.ts';
import { html, type Html } from './html.ts';
import { pagePaths, pagesOf, type PagePath } from './long-part.ts';
import type { Words } from './words.ts';

/** The data of one system on the overview. */
export function systemSection(system: SystemVerdict, found: Survey, words: Words): Html {
  const { text } = words;
  const folder = `data/${fileName(system.id)}`;
  const pathOf = pagePaths(system, found);
  return html`<section id="data-${system.id}" aria-labelledby="title-${system.id}">
    <h2 id="title-${system.id}">${text('data.title', { system: system.title })}</h2>
    ${found.parts.map(
      (part) =>
        html`<h3>
            <code>${part.part}</code> <small>${text('part.count', { count: part.count })}</small>
          </h3>
          ${part.items === null ? links(part, pathOf, words) : shortPart(part.part, part.items, words, folder)}`,
    )}
    ${found.remarks.length === 0 ? null : remarks(found, words)}
    <p>
      ${text('files')}: <a href="${folder}/"><code>${folder}/</code></a>
    </p>
  </section>`;
}

function shortPart(part: string, items: readonly unknown[], words: Words, folder: string): Html {
  if (!isEventPart(part)) return cards(items, words, folder);
  const newestFirst = [...items].sort((a, b) => instant(b) - instant(a));
  return html`<ol class="events">
    ${newestFirst.map((item) => eventItem(item, words))}
  </ol>`;
}

const instant = (item: unknown): number => Date.parse(timeOf(item) ?? '1970-01-01T00:00:00Z');

function links(part: PartSurvey, pathOf: PagePath, words: Words): Html {
  const { text } = words;
  return html`<p>${text('pages.text')}</p>
    <ul>
      ${pagesOf(part).map(
        ({ month, count, pages }) =>
          html`<li>
            ${month === '' ? text('no-date') : words.month(month)}
            (${text('part.count', { count })}):
            ${Array.from({ length: pages }, (_, index) => {
              const page = index + 1;
              return html` <a href="${pathOf(part.part, month, page)}"
                >${text('page.number', { page })}</a
              >`;
            })}
          </li>`,
      )}
    </ul>`;
}

function remarks(found: Survey, { text, language }: Words): Html {
  return html`<h3>${text('remarks')}</h3>
    ${language === 'en' ? null : html`<p><small>${text('remarks.language')}</small></p>`}
    <ul>
      ${found.remarks.map(
        (remark) =>
          html`<li data-find>
            <code>${remark.about}</code>: <span lang="en">${remark.text}</span>
          </li>`,
      )}
    </ul>`;
}
