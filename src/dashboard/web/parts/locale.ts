import { language } from '../texts/texts.ts';

/** How dates and numbers are written: as the reader's browser asks, when it asks for the language of the page. */
export function locale(): string {
  const spoken = language();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(spoken)) ?? spoken;
}
