import { language } from '../texts/texts.ts';

/** The locale for dates and numbers: the locale of the reader's browser, if its language is the language of the page. */
export function locale(): string {
  const spoken = language();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(spoken)) ?? spoken;
}
