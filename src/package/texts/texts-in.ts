import { formatTexts, type Texts } from '../../domain/format-texts.ts';
import type { Language } from '../../domain/language.ts';
import { chinese } from './chinese.ts';
import { dutch } from './dutch.ts';
import { english, type Messages, type TextKey } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { greek } from './greek.ts';

/** The ICU messages of the page in every language. */
export const pageMessages: Readonly<Record<Language, Messages>> = {
  en: english,
  de: german,
  fr: french,
  nl: dutch,
  el: greek,
  'zh-Hans': chinese,
};

/** The texts of the page in one language. */
export function textsIn(language: Language): Texts<TextKey> {
  return formatTexts(language, pageMessages[language]);
}
