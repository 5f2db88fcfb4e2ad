import type { Texts } from '../english/english.ts';

export const systemWords: Texts['systemWords'] = {
  verdicts: {
    absent: { label: 'Nicht vorhanden', says: 'Durchsucht; dort ist nichts.' },
    unsearched: { label: 'Nicht durchsucht', says: 'Konnte nicht überall durchsucht werden.' },
    unconfirmed: {
      label: 'Unbestätigt',
      says: 'Nur Hinweise wurden gefunden: Datensätze, die der Person gehören könnten. Nichts wurde angerührt.',
    },
    erased: { label: 'Gelöscht', says: 'Gelöscht, und beim Nachlesen nicht mehr da.' },
    exported: { label: 'Exportiert', says: 'Alles wurde gelesen.' },
    expires: {
      label: 'Läuft ab',
      says: 'Noch im Papierkorb. Das System löscht es bis zu dem Tag.',
    },
    pending: { label: 'In Arbeit', says: 'Der Anbieter arbeitet noch daran.' },
    retained: { label: 'Behalten', says: 'Eine Regel der Richtlinie behält es.' },
    waived: { label: 'Ausgelassen', says: 'Zwei Operatoren haben es ausgelassen.' },
    ambiguous: {
      label: 'Mehrdeutig',
      says: 'Mehrere Datensätze passen. Nichts wurde angerührt: Ein Mensch muss wählen.',
    },
    unverifiable: {
      label: 'Nicht nachprüfbar',
      says: 'Gelöscht, aber das System lässt sich nicht nachlesen.',
    },
    present: { label: 'Noch vorhanden', says: 'Nach dem Löschen noch da.' },
    failed: { label: 'Gescheitert', says: 'Konnte nicht erledigt werden.' },
  },
  residuals: {
    expires: { label: 'Läuft ab', says: 'Wird nach seinem Tag nachgelesen.' },
    erased: { label: 'Weg', says: 'Nach seinem Tag nachgelesen und weg.' },
    present: { label: 'Noch da', says: 'Einen Monat nach seinem Tag noch da.' },
    unverifiable: { label: 'Nicht geprüft', says: 'Niemand konnte es nachlesen.' },
    retained: {
      label: 'Bleibt',
      says: 'Das System behält es ohne Ende, oder eine Regel bis zu dem Tag.',
    },
  },
  inProgress: { label: 'In Bearbeitung', says: 'Noch kein Ergebnis.' },
  waiting: { label: 'Wartet', says: 'Noch kein Ergebnis.' },
  leftOpen: {
    label: 'Kein Ergebnis',
    says: 'Der Antrag endete, bevor dieses System erledigt war.',
  },
  shadow: {
    nothing: 'Es geschähe nichts: Die Person ist nicht dort.',
    export: 'Seine Datensätze würden exportiert.',
    erase: 'Seine Datensätze würden gelöscht.',
    keep: 'Eine Regel der Richtlinie würde seine Datensätze behalten.',
    choose: 'Ein Operator müsste aus seinen Datensätzen wählen.',
    fail: 'Es konnte nicht durchsucht werden.',
  },
  shadowLeads: (count) => `Hinweise: ${count}.`,
  notFollowed: (count) =>
    `Kennungen, die nur dieses System kennt und denen niemand nachging: ${count}.`,
  notSearched: {
    'no-identifier': 'keine Kennung ist bekannt, nach der es gefragt werden kann',
    refused: 'das System hat die Frage abgelehnt',
    incomplete: 'ein Verzeichnis war nicht lesbar, also fehlt vielleicht eine Kennung',
    'not-offered': 'der Anbieter hat keine solche Suche',
    'control-missing':
      'der Kontrolldatensatz wurde nicht gefunden, also ist die eingestellte Eigenschaft falsch',
    shadow: 'das System wird nur erprobt',
  },
  waived: {
    disproportionate: 'der Aufwand ist unverhältnismäßig',
    'system-retired': 'das System ist stillgelegt',
    'done-by-hand': 'es wurde von Hand erledigt',
    law: 'ein Gesetz bestimmt es',
    other: 'ein anderer Grund; die Bemerkung des Operators nennt ihn',
  },
  failures: {
    throttled: {
      says: 'Das System verlangte immer wieder, langsamer zu fragen.',
      acts: 'Niemand: später wiederholen',
    },
    unavailable: {
      says: 'Das System war nicht erreichbar oder brach seine Antwort ab.',
      acts: 'Niemand: später wiederholen',
    },
    'credentials-rejected': {
      says: 'Das System nimmt unser Geheimnis oder Zertifikat nicht an.',
      acts: 'Operator: das Geheimnis erneuern',
    },
    'permission-missing': {
      says: 'Die Anmeldung gelang, aber eine Berechtigung fehlt.',
      acts: 'Operator: die Berechtigung erteilen',
    },
    'privileged-account': {
      says: 'Ein Administrator oder Gast. Solche Konten werden nie automatisch angerührt.',
      acts: 'Operator: von Hand, im Verzeichnis',
    },
    refused: {
      says: 'Das System verstand den Aufruf und lehnte ihn ab.',
      acts: 'Operator: den Anbieter fragen, warum',
    },
    'unexpected-answer': {
      says: 'Die Antwort ist nicht so, wie der Anbieter sie beschreibt.',
      acts: 'Entwickler: den Konnektor ansehen',
    },
    misconfigured: {
      says: 'Unsere Einstellung dieses Systems ist falsch.',
      acts: 'Operator: habeas.config.json berichtigen',
    },
  },
  verdictActs: {
    ambiguous: 'Operator: die Datensätze der Person wählen',
    unconfirmed: 'Operator: die Hinweise ansehen',
    present: 'Operator: wiederholen, dann den Anbieter fragen',
    unverifiable: 'Operator: den Anbieter um Bestätigung bitten',
  },
  unsearchedActs: {
    'no-identifier': 'Absender: die Person nach einer anderen Kennung fragen',
    refused: 'Operator: den Anbieter fragen, warum',
    incomplete: 'Operator: das Verzeichnis ansehen, das nicht lesbar war',
    'control-missing': 'Operator: den Namen der Eigenschaft in den Einstellungen berichtigen',
  },
  steps: {
    find: 'Sucht',
    freeze: 'Sperrt das Konto',
    export: 'Exportiert',
    erase: 'Löscht',
    verify: 'Liest nach',
    release: 'Gibt das Konto frei',
  },
  waits: {
    system: 'Wartet auf das System',
    'earlier-request': 'Wartet auf einen früheren Antrag der Person',
    decision: 'Wartet auf eine Entscheidung',
    date: 'Wartet auf einen Tag',
  },
};
