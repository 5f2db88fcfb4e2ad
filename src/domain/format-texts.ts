import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from './language.ts';

export type TextValues = Readonly<Record<string, string | number | null>>;

/** Gives a text by its key. The values replace the placeholders of its ICU message. The answer is plain text, not HTML. */
export type Texts<Key extends string> = (key: Key, values?: TextValues) => string;

/**
 * Formats the ICU messages of one language. Each message is parsed once.
 * @param messages the ICU message of every key, in this language
 */
export function formatTexts<Key extends string>(
  language: Language,
  messages: Readonly<Record<Key, string>>,
): Texts<Key> {
  const parsed = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const message =
      parsed.get(key) ??
      new IntlMessageFormat(messages[key], language, undefined, { ignoreTag: true });
    parsed.set(key, message);
    return String(message.format(values));
  };
}
