import type { Texts } from '../english/english.ts';

export const signIn: Texts['signIn'] = {
  pageTitle: 'Schlüssel',
  who: 'Wer sind Sie?',
  signIn: 'Anmelden',
  orKey: ', oder geben Sie einen Schlüssel an.',
  refused: 'Die API hat diesen Schlüssel nicht angenommen.',
  key: 'Schlüssel des Dienstes',
  hint: 'Ein Schlüssel, den der Betreiber des Dienstes für Sie gemacht hat. Er bleibt nur in diesem Tab und wird als Kopfzeile gesendet, nie in einer Adresse.',
  go: 'Weiter',
};
