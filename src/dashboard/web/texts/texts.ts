import { english, type Texts } from './english/english.ts';
import { german } from './german/german.ts';

export type { Texts };

export const catalogues = { en: english, de: german } as const satisfies Record<string, Texts>;

export type Language = keyof typeof catalogues;

/** The name of each language, in that language. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

export const languages = Object.keys(catalogues) as Language[];

function isLanguage(code: string): code is Language {
  return Object.hasOwn(catalogues, code);
}

let current: Language = 'en';

/** The texts in the language of the page. */
export function texts(): Texts {
  return catalogues[current];
}

export function language(): Language {
  return current;
}

export function speak(code: Language): void {
  current = code;
}

/**
 * The language for a reader.
 *
 * @param chosen what the reader chose on this page earlier
 * @param preferred the languages of the browser, the best first
 */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  const wanted = [chosen ?? '', ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}
