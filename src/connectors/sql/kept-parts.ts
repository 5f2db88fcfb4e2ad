import { localText } from '../../domain/about-system.ts';
import { languages, type Language } from '../../domain/language.ts';
import type { KeptPart } from '../../domain/system.ts';
import { codeOf } from './code-of.ts';
import type { Settings } from './settings.ts';

/** What the settings retain, by the codes that reports use, with the words for people. */
export function keptParts({ tables }: Settings): KeptPart[] {
  return tables.flatMap(({ table, title, rows, columns }) => {
    const words = (column?: string) => {
      const plain = column === undefined ? table : `${table}, ${column}`;
      const named = (language: Language) => {
        const text = localText(title, language);
        return text === null ? plain : column === undefined ? text : `${text}: ${column}`;
      };
      return Object.fromEntries(languages.map((one) => [one, named(one)])) as KeptPart['title'];
    };
    return [
      ...(typeof rows === 'string' ? [] : [{ name: codeOf(table), title: words() }]),
      ...Object.entries(columns).flatMap(([column, rule]) =>
        typeof rule === 'string' ? [] : [{ name: codeOf(table, column), title: words(column) }],
      ),
    ];
  });
}
