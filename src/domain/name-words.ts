/** In UTF-16 units. More than this is no name; it bounds what a comparison costs. */
export const longestName = 1000;
const mostWords = 24;

/** Accents, Hebrew points and Arabic vowel signs. Marks of other scripts are letters in all but name: without them names fall together. */
const accents =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters that Unicode does not take apart although people write them with plain ones. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ð: 'd', ς: 'σ' },
  ...{ æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' },
};

/** Apostrophes, and what is not seen, such as joiners, part no words. */
const within = /['‘’ʼʻ`\p{Cf}]/gu;

/** Words that stand where a name is not known. */
const placeholders = new Set([
  ...['unknown', 'anonymous', 'undefined', 'null', 'none', 'noname', 'user', 'customer', 'guest'],
  ...['unbekannt', 'anonym', 'inconnu', 'inconnue', 'desconocido', 'desconocida', 'sconosciuto'],
  ...['onbekend', 'okand', 'ukjent', 'ukendt', 'nieznany', 'neznamy', 'αγνωστο', 'неизвестно'],
]);
const placeholderTexts = /^\s*(n\/a|no name|not (provided|set|available)|test)\s*$/;

/** Titles and forms of address that nobody is named. */
const titles = new Set([
  ...['dr', 'dra', 'prof', 'professor', 'doctor', 'dott', 'dottssa', 'dipl', 'med', 'phd', 'msc'],
  ...['bsc', 'mba', 'mr', 'mrs', 'ms', 'mx', 'miss', 'herr', 'frau', 'fraulein', 'mme', 'mlle'],
  ...['monsieur', 'madame', 'sra', 'srta', 'senor', 'senora', 'jr', 'ii', 'iii'],
]);

/** Parts of surnames, and titles that are names too: they tell nobody apart while another word is there. */
const weakWords = new Set([
  ...['von', 'vom', 'van', 'der', 'den', 'dem', 'de', 'del', 'della', 'di', 'da', 'do', 'dos'],
  ...['das', 'du', 'des', 'la', 'le', 'las', 'los', 'ter', 'ten', 'zu', 'zum', 'zur', 'und', 'and'],
  ...['et', 'y', 'bin', 'ibn', 'bint', 'abu', 'al', 'el', 'sir', 'don', 'mag', 'ing', 'rev', 'sr'],
  ...['familie', 'family', 'famille'],
]);

/**
 * The words of a name, each once: lower case, without accents, titles and placeholders. Whatever holds an `@` is an address that stands
 * where a name should. `Dr. Zoë-Anne O’Neil` becomes `zoe`, `anne`, `oneil`. Linear in the length of the text.
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

/** A consumer's UPN begins with the object ID, which some estates write where the name should stand. */
const isGuid = (token: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(token);

/** Without the words that tell nobody apart, unless there are no others. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !weakWords.has(word));
  return telling.length > 0 ? telling : words;
}
