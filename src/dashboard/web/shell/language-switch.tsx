import { languageNames, languages, texts, type Language } from '../texts/texts.ts';

interface SwitchProps {
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
}

/** Shows the page in another language. The name of each language is written in that language. */
export function LanguageSwitch({ language, onChoose }: SwitchProps) {
  return (
    <span class="languages" role="group" aria-label={texts().shell.language}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          class="link"
          lang={one}
          aria-pressed={one === language}
          onClick={() => {
            onChoose(one);
          }}
        >
          {languageNames[one]}
        </button>
      ))}
    </span>
  );
}
