import type { Descriptions } from './attribute-catalogue.ts';
import { chinese } from './descriptions/chinese.ts';
import { dutch } from './descriptions/dutch.ts';
import { english } from './descriptions/english.ts';
import { french } from './descriptions/french.ts';
import { german } from './descriptions/german.ts';
import { greek } from './descriptions/greek.ts';

/** The meaning of each attribute in plain words for the data subject, by language (BCP 47). */
export const attributeDescriptions = {
  en: english,
  de: german,
  fr: french,
  nl: dutch,
  el: greek,
  zh: chinese,
} as const satisfies Readonly<Record<string, Descriptions>>;

export type DescriptionLanguage = keyof typeof attributeDescriptions;
