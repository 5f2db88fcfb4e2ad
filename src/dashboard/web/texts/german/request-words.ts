import type { Texts } from '../english/english.ts';

export const requestWords: Texts['requestWords'] = {
  unknown: 'Diese Seite ist älter als dieses Wort.',
  states: {
    received: { label: 'Eingegangen', says: 'Angenommen, noch nicht begonnen.' },
    'awaiting-identity': {
      label: 'Identität offen',
      says: 'Die Person muss ihre Identität nachweisen.',
    },
    resolving: { label: 'Suche', says: 'Sucht die Person in jedem System.' },
    planned: { label: 'Geplant', says: 'Der Plan steht; noch kein System wurde geändert.' },
    'awaiting-approval': {
      label: 'Genehmigung offen',
      says: 'Eine zweite Person muss den Plan genehmigen.',
    },
    'cooling-off': { label: 'Bedenkzeit', says: 'Die Person kann den Antrag noch zurückziehen.' },
    'on-hold': { label: 'Angehalten', says: 'Wartet, bis ein Operator fortsetzt.' },
    'needs-decision': {
      label: 'Entscheidung offen',
      says: 'Ein Operator muss wählen, welche Datensätze der Person gehören.',
    },
    running: { label: 'Läuft', says: 'Besucht die Systeme.' },
    verifying: { label: 'Prüft', says: 'Liest nach, was übrig ist.' },
    reporting: { label: 'Berichtet', says: 'Schreibt den Endstand.' },
    completed: { label: 'Abgeschlossen', says: 'Jedes System hat ein gutes Ergebnis.' },
    'completed-with-exceptions': {
      label: 'Abgeschlossen mit Ausnahmen',
      says: 'Einige Systeme sind erledigt, andere nicht.',
    },
    refused: { label: 'Abgelehnt', says: 'Ein Operator hat den Antrag abgelehnt.' },
    withdrawn: { label: 'Zurückgezogen', says: 'Der Antrag wurde zurückgezogen.' },
    failed: { label: 'Gescheitert', says: 'Nichts konnte erledigt werden.' },
  },
  reasons: {
    'no-match': {
      label: 'nichts gefunden',
      says: 'Jedes System wurde durchsucht, und keines kennt die Person.',
    },
    'not-everywhere': {
      label: 'nicht überall',
      says: 'Einige Systeme konnten nicht durchsucht werden: Es fehlt eine Kennung, nach der sie gefragt werden können.',
    },
    'leads-left': {
      label: 'Hinweise offen',
      says: 'Datensätze, die der Person gehören könnten, wurden nicht angerührt.',
    },
    retained: {
      label: 'einige Daten behalten',
      says: 'Einige Daten werden, wie geplant, wegen eines Gesetzes behalten.',
    },
    'no-system-done': {
      label: 'kein System erledigt',
      says: 'Kein System hat ein gutes Ergebnis.',
    },
    internal: {
      label: 'interner Fehler',
      says: 'Habeas selbst ist gescheitert. Suchen Sie in seinen Protokollen nach der Nummer des Antrags.',
    },
    'suspected-fraud': { label: 'Betrugsverdacht', says: 'Es besteht Betrugsverdacht.' },
    'insufficient-verification': {
      label: 'Identität nicht nachgewiesen',
      says: 'Die Identität der Person wurde nicht nachgewiesen.',
    },
    'claim-not-covered': {
      label: 'kein Anspruch',
      says: 'Das Gesetz gibt keinen Anspruch auf das Verlangte.',
    },
    'outside-jurisdiction': {
      label: 'Gesetz gilt nicht',
      says: 'Das Gesetz gilt nicht für die Person.',
    },
    'too-many-requests': {
      label: 'zu viele Anträge',
      says: 'Die Person hat zu viele Anträge gestellt.',
    },
    other: { label: 'anderer Grund', says: 'Die Bemerkung des Operators nennt den Grund.' },
  },
  nothingErased: 'nichts gelöscht',
  nothingExported: 'nichts exportiert',
  types: { access: 'Auskunft', portability: 'Übertragung', erasure: 'Löschung' },
  deliveries: {
    none: { label: 'Noch nicht', says: 'Es gibt noch keinen Endstand.' },
    pending: { label: 'Wird zugestellt', says: 'Der Empfänger hat ihn noch nicht angenommen.' },
    delivered: {
      label: 'Zugestellt',
      says: 'In der Warteschlange dsar-status, und angenommen vom Rückruf, wo es einen gibt.',
    },
    'dead-lettered': {
      label: 'Nicht angenommen',
      says: 'Der Empfänger hat ihn drei Tage lang nicht angenommen. Teilen Sie ihn anders mit.',
    },
  },
  tally: {
    unknown: 'noch nicht bekannt',
    of: (done, all) => `${done} von ${all}`,
    open: 'offen',
  },
  due: {
    endedLate: 'verspätet beendet',
    overdue: (days) => (days === 1 ? 'seit 1 Tag überfällig' : `seit ${days} Tagen überfällig`),
    lastDay: 'weniger als ein Tag',
    left: (days) => (days === 1 ? 'noch 1 Tag' : `noch ${days} Tage`),
    after: (time) => `nach ${time}`,
  },
  duration: { day: 'Tag', days: 'Tage', short: 'weniger als 1 s' },
  news: {
    state: (label) => `Der Antrag ist jetzt: ${label}.`,
    waiting: (titles) => `Wartet jetzt auf ${titles}.`,
    notWaiting: 'Wartet nicht mehr.',
  },
};
