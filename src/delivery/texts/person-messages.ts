import type { Language } from '../../domain/language.ts';
import { chinese } from './chinese.ts';
import { dutch } from './dutch.ts';
import { english, type PersonMessages } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { greek } from './greek.ts';

/** The ICU messages to the person in every language. */
export const personMessages: Readonly<Record<Language, PersonMessages>> = {
  en: english,
  de: german,
  fr: french,
  nl: dutch,
  el: greek,
  'zh-Hans': chinese,
};
