/** Markup in which every text is escaped. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | readonly Piece[];

/** Builds markup. Every value that is not markup itself is shown as text, so nothing in the data can become markup or run. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return {
    markup: strings.map((text, index) => text + markupOf(values[index] ?? null)).join(''),
  };
}

function markupOf(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  if ('markup' in piece) return piece.markup;
  return piece.map(markupOf).join('');
}

/** Only for markup of this folder itself, such as style and script. Never use it for data. */
export const trusted = (markup: string): Html => ({ markup });

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Control characters other than tab and line end, and characters that change the direction of the text around them.
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** The text for HTML. Invisible characters are shown by name, such as `[U+202E]`, so they cannot change the text around them. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(hidden, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `[U+${code}]`;
    })
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
