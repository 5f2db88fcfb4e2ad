import type { Texts } from '../english/english.ts';

export const problems: Texts['problems'] = {
  unreachable: (why) => `Der Dienst ist nicht erreichbar (${why}).`,
  noAnswer: 'keine Antwort',
  noConnection: 'keine Verbindung',
  cutOff: 'Die Antwort des Dienstes brach ab.',
  unreadable: 'Die Antwort war nicht lesbar.',
  whoAreYou: 'Die API fragt, wer Sie sind.',
  forbidden: 'Ihre Rolle darf das nicht sehen.',
  notFound: 'Das gibt es nicht, oder es wurde gelöscht.',
  busy: 'Der Dienst ist überlastet.',
  refused: (status) => `Die API hat den Aufruf abgelehnt (${status}).`,
  failed: (status) => `Der Dienst antwortete mit einem Fehler (${status}).`,
  maybeOld: 'Was unten steht, ist vielleicht veraltet.',
  tryingAgain: (seconds) => `Nächster Versuch in ${seconds} s.`,
  tryNow: 'Jetzt versuchen',
  broken:
    'Diese Seite kann die Antwort des Dienstes nicht lesen. Vielleicht wurde Habeas aktualisiert. Laden Sie die Seite neu.',
  byCode: {
    forbidden: 'Ihre Rolle darf das nicht.',
    'not-allowed-in-state': 'Der Stand des Antrags erlaubt das nicht mehr.',
    'plan-changed': 'Der Plan hat sich geändert. Lesen Sie ihn noch einmal.',
    'second-person-needed': 'Eine zweite Person muss dasselbe sagen, bevor es wirkt.',
    'invalid-request': 'Eine Angabe ist ungültig.',
    'unknown-system': 'Ein System ist unbekannt.',
  },
};
