import { createHash } from 'node:crypto';
import { html, trusted, type Html } from './html.ts';
import { searchScript } from './search-script.ts';
import { style } from './style.ts';
import type { Words } from './words.ts';

const digest = (text: string) =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

// Only our own style and script are allowed, by their digests. The page loads nothing, not even from the same folder.
const policy = [
  "default-src 'none'",
  `style-src ${digest(style)}`,
  `script-src ${digest(searchScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

// The digests count every character, so nothing may be added around the text.
const element = (name: string, text: string) => `<${name}>${text}</${name}>`;

/** One complete page of the package: it opens from disk in any browser, and loads nothing. */
export function framed(title: string, content: Html, words: Words): Buffer {
  const { text, language } = words;
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${trusted(element('style', style))}
      </head>
      <body>
        <a class="skip" href="#main">${text('skip')}</a>
        <main id="main" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
        ${trusted(element('script', searchScript))}
      </body>
    </html> `;
  return Buffer.from(page.markup);
}

/** The search field. It is shown only when scripts run. Its messages are in attributes, because the script is the same in every language. */
export function searchField({ text, language }: Words): Html {
  const found = (count: number) => text('search.found', { count });
  return html`<form
    role="search"
    id="search"
    hidden
    data-none="${found(0)}"
    data-one="${found(1)}"
    data-many="${found(1234567).replace(/1\D?234\D?567/, '#')}"
    data-language="${language}"
  >
    <label for="sought">${text('search')}</label>
    <input id="sought" type="search" autocomplete="off" />
    <output id="found" for="sought" aria-live="polite"></output>
  </form>`;
}
