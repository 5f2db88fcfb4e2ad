import type { Texts } from '../english/english.ts';

export const systems: Texts['systems'] = {
  title: 'Systeme',
  none: 'Kein System ist eingerichtet.',
  health: {
    working: 'In Ordnung',
    failing: 'Gestört',
    paused: 'Angehalten',
    unknown: 'Noch nicht versucht',
  },
  healthSays: {
    working: 'Der letzte Versuch wurde beantwortet.',
    failing: 'Der letzte Versuch wurde nicht beantwortet.',
    paused: 'Ein Operator hat es angehalten. Anträge warten darauf und geben nicht auf.',
    unknown: 'Noch kein Antrag hat es gebraucht.',
  },
  connector: 'Konnektor',
  role: 'Aufgabe',
  mode: 'Betriebsart',
  breaker: 'Schutzschalter',
  modeText: {
    live: 'Echtbetrieb',
    shadow: 'Probebetrieb: Es wird gesucht, aber nie geändert',
  },
  breakerText: {
    closed: 'Geschlossen: Aufrufe gehen durch',
    open: 'Offen: Aufrufe werden eine Weile zurückgehalten',
    'half-open': 'Halb offen: Ein Aufruf prüft, ob das System wieder antwortet',
  },
  lastSuccess: 'Letzte Antwort',
  lastFailure: 'Letzte Störung',
  waiting: 'Wartende Anträge',
  atLeast: (count) => (count >= 1000 ? 'mindestens 1000' : String(count)),
  pausedSince: 'Angehalten seit',
  by: (who) => `von ${who}`,
  probe: 'Letzte Prüfung',
  noProbe: 'Noch keine. Der Dienst prüft jedes System einmal am Tag.',
  reachable: 'erreichbar',
  unreachable: 'nicht erreichbar',
  nothingMissing: 'Es fehlt nichts.',
  missing: 'Was fehlt, und wie es zu beheben ist',
  controlMissing:
    'Der Kontrolldatensatz wurde nicht gefunden. Solange er fehlt, gilt dort niemand als nicht vorhanden.',
  troubled: (count) =>
    count === 1
      ? 'Ein System ist nicht eingerichtet wie nötig'
      : 'Systeme sind nicht eingerichtet wie nötig',
  probedAt: 'geprüft',
  untilThen: 'Bis dahin gilt dort niemand als nicht vorhanden.',
  aboutMissing:
    'Betroffene müssen über dieses System informiert werden. Dazu fehlt in der Konfiguration',
  probeNow: 'Jetzt prüfen',
  probing: 'Wird geprüft …',
  probed: (title) => `${title} wurde geprüft.`,
  pause: 'Anhalten',
  pauseSays:
    'Binnen fünf Sekunden beginnt dort kein Schritt mehr. Anträge warten darauf, ohne Ende, und ihre Frist läuft weiter.',
  resume: 'Fortsetzen',
  resumeSays:
    'Das System wird wieder aufgerufen. Wartende Anträge versuchen es binnen einer halben Stunde wieder.',
  paused: (title) => `${title} ist angehalten.`,
  resumed: (title) => `${title} wird wieder aufgerufen.`,
  newsHealth: (title, health) => `${title}: ${health}.`,
};
