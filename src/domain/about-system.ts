import type { Language } from './language.ts';

/** A text of the operator: in one language, or in several. */
export type LocalText = string | Readonly<Partial<Record<Language, string>>>;

/**
 * What a person must be told about the processing in one system (GDPR Art. 15(1) and (2)): (a) purposes, (b) categories of data,
 * (c) recipients by name, (d) storage period, (g) source, (h) automated decisions, and safeguards of transfers.
 */
export const aboutTopics = [
  'purposes',
  'categories',
  'recipients',
  'storagePeriod',
  'source',
  'automatedDecisions',
  'transfers',
] as const;

export type AboutTopic = (typeof aboutTopics)[number];

/** What the operator wrote about the processing in one system. A missing text stays missing. */
export type AboutSystem = Readonly<Partial<Record<AboutTopic, LocalText>>>;

/** Who is responsible, and where a person can complain (Art. 15(1)(f)). */
export interface Controller {
  readonly name: string;
  readonly contact: string;
  readonly authority?: LocalText | undefined;
  /** The page on which people in the UK complain to the controller itself (Data Protection Act 2018 s. 164A). */
  readonly complaints?: string | undefined;
}

/** The topics about which the operator wrote nothing. */
export function missingTopics(about: AboutSystem | undefined): AboutTopic[] {
  return aboutTopics.filter((topic) => about?.[topic] === undefined);
}

/** The text in this language, otherwise in the language in which the operator wrote. @returns null when there is none */
export function localText(text: LocalText | undefined, language: Language): string | null {
  if (text === undefined || typeof text === 'string') return text ?? null;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? null;
}
