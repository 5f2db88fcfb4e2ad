/** The languages in which the service speaks to the data subject (BCP 47). */
export const languages = ['en', 'de', 'fr', 'nl', 'el', 'zh-Hans'] as const;

export type Language = (typeof languages)[number];

/**
 * The first of the wanted languages that the service speaks, such as `de` for `de-AT` and `zh-Hans` for `zh-CN`.
 * @param wanted BCP 47 tags, the best first; null where nobody named one
 * @returns English when there is none
 */
export function languageFor(...wanted: readonly (string | null)[]): Language {
  for (const tag of wanted) {
    const spoken = tag === null ? undefined : spokenAs(tag);
    if (spoken) return spoken;
  }
  return 'en';
}

function spokenAs(tag: string): Language | undefined {
  const locale = localeOf(tag);
  if (!locale) return undefined;
  // A person who reads traditional Chinese gets English, because the service has only simplified Chinese.
  const name = locale.language === 'zh' ? `zh-${String(locale.script)}` : locale.language;
  return languages.find((language) => language === name);
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}
