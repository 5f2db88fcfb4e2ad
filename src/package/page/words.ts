import type { Texts } from '../../domain/format-texts.ts';
import type { Language } from '../../domain/language.ts';
import type { TextKey } from '../texts/english.ts';
import { textsIn } from '../texts/texts-in.ts';
import { html, type Html } from './html.ts';

/** The texts, times and numbers of a page in the language of its reader. */
export interface Words {
  readonly language: Language;
  /** IANA name. */
  readonly zone: string;
  readonly text: Texts<TextKey>;
  /** A time in the zone of the reader and in UTC. */
  time(iso: string): Html;
  /** A month such as `2026-03`, in words. */
  month(month: string): string;
  count(n: number): string;
}

/** @param zone IANA name of the time zone */
export function wordsFor(language: Language, zone: string): Words {
  // With plain `en`, dates would have the order of the United States.
  const locale = language === 'en' ? 'en-GB' : language;
  const local = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: zone,
  });
  const months = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const numbers = new Intl.NumberFormat(language);
  return {
    language,
    zone,
    text: textsIn(language),
    time(iso) {
      const utc = `${new Date(iso).toISOString().slice(0, 19)}Z`;
      return html`<time datetime="${utc}">${local.format(new Date(iso))}</time>
        <small>(${utc.replace('T', ' ').replace('Z', ' UTC')})</small>`;
    },
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    count: (n) => numbers.format(n),
  };
}
