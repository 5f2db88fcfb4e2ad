/** Lower case, without accents, as words; `Zoë-Anne` becomes `zoe`, `anne`. */
function words(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 0);
}

const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Han',
  'Arabic',
  'Hebrew',
  'Hangul',
  'Hiragana',
  'Katakana',
];

function script(word: string): string {
  return scripts.find((name) => new RegExp(`\\p{Script=${name}}`, 'u').test(word)) ?? 'other';
}

/**
 * Do two given names belong to different people? Families share addresses, so a record found by an address alone must not
 * contradict the subject's name. A missing name, another script, an initial or a second name is no contradiction.
 */
export function contradicts(one: string | null, other: string | null): boolean {
  const a = words(one ?? '');
  const b = words(other ?? '');
  if (a.length === 0 || b.length === 0) return false;
  if (!a.some((x) => b.some((y) => script(x) === script(y)))) return false;
  return !a.some((x) => b.some((y) => x.startsWith(y) || y.startsWith(x)));
}
