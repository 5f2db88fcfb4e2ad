/** In UTF-16 units. A longer text is no name. The limit bounds the cost of a comparison. */
export const longestName = 1000;
const mostWords = 24;

/** Accents, Hebrew points and Arabic vowel signs. Marks of other scripts work like letters: without them different names would look equal. */
const accents =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters that Unicode does not decompose, although people also write them with plain letters. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ð: 'd', ς: 'σ' },
  ...{ æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' },
};

/** Apostrophes and invisible characters, such as joiners, do not separate words. */
const within = /['‘’ʼʻ`\p{Cf}]/gu;

/** Words that people write when they do not know the name. */
const placeholders = new Set([
  ...['unknown', 'anonymous', 'undefined', 'null', 'none', 'noname', 'user', 'customer', 'guest'],
  ...['unbekannt', 'anonym', 'inconnu', 'inconnue', 'desconocido', 'desconocida', 'sconosciuto'],
  ...['onbekend', 'okand', 'ukjent', 'ukendt', 'nieznany', 'neznamy', 'αγνωστο', 'неизвестно'],
]);
const placeholderTexts = /^\s*(n\/a|no name|not (provided|set|available)|test)\s*$/;

/** Titles and forms of address that are never names. */
const titles = new Set([
  ...['dr', 'dra', 'prof', 'professor', 'doctor', 'dott', 'dottssa', 'dipl', 'med', 'phd', 'msc'],
  ...['bsc', 'mba', 'mr', 'mrs', 'ms', 'mx', 'miss', 'herr', 'frau', 'fraulein', 'mme', 'mlle'],
  ...['monsieur', 'madame', 'sra', 'srta', 'senor', 'senora', 'jr', 'ii', 'iii'],
]);

/** Parts of surnames, and titles that can also be names. They do not tell people apart, so they count only when there is no other word. */
const weakWords = new Set([
  ...['von', 'vom', 'van', 'der', 'den', 'dem', 'de', 'del', 'della', 'di', 'da', 'do', 'dos'],
  ...['das', 'du', 'des', 'la', 'le', 'las', 'los', 'ter', 'ten', 'zu', 'zum', 'zur', 'und', 'and'],
  ...['et', 'y', 'bin', 'ibn', 'bint', 'abu', 'al', 'el', 'sir', 'don', 'mag', 'ing', 'rev', 'sr'],
  ...['familie', 'family', 'famille'],
]);

/**
 * The words of a name, each once, in lower case, without accents, titles and placeholders. A word with an `@` is an e-mail address in a
 * name field, so it is left out. `Dr. Zoë-Anne O’Neil` becomes `zoe`, `anne`, `oneil`. The time is linear in the length of the text.
 */
export function nameWords(name: string | null): string[] {
  const folded = (name ?? '')
    .slice(0, longestName)
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(within, '')
    .replace(/[øłđħıðςæœßþ]/g, (letter) => plainLetters[letter] ?? letter);
  if (placeholderTexts.test(folded)) return [];
  const words = folded
    .split(/\s+/)
    .filter((token) => !token.includes('@') && !isGuid(token))
    .flatMap((token) => token.split(/[^\p{L}\p{M}]+/u))
    .filter((word) => word !== '' && !titles.has(word) && !placeholders.has(word));
  return [...new Set(words)].slice(0, mostWords);
}

/** A consumer's UPN begins with the object ID. Some organisations write it into the name field. */
const isGuid = (token: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(token);

/** Removes the words that do not tell people apart, unless there are no others. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !weakWords.has(word));
  return telling.length > 0 ? telling : words;
}
