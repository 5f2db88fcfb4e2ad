import { useEffect, useState } from 'preact/hooks';
import { languageFor, speak, type Language } from '../texts/texts.ts';

const place = 'habeas.language';

/** The language of the page: what the reader chose here earlier, else what the browser asks for. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(() => languageFor(stored(), navigator.languages));
  // Before the first rendering of what is below: it reads the texts.
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
    // It still counts until the page is loaded again.
  }
}
