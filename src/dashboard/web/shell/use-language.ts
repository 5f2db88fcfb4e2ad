import { useEffect, useState } from 'preact/hooks';
import { languageFor, speak, type Language } from '../texts/texts.ts';

const place = 'habeas.language';

/** The language of the page: the one that the reader chose here earlier, otherwise the one that the browser asks for. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => languageFor(stored(), navigator.languages));
  // This runs before the components below are rendered, because they read the texts.
  speak(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return [
    language,
    (chosen) => {
      keep(chosen);
      setLanguage(chosen);
    },
  ];
}

// Where storage is blocked, reading `localStorage` throws. The language then lasts until the page is loaded again.
function stored(): string | null {
  try {
    return window.localStorage.getItem(place);
  } catch {
    return null;
  }
}

function keep(language: Language): void {
  try {
    window.localStorage.setItem(place, language);
  } catch {
    // The choice still counts until the page is loaded again.
  }
}
