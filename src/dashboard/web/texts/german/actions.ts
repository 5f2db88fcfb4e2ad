import type { Texts } from '../english/english.ts';

export const actions: Texts['actions'] = {
  title: 'Was Sie tun dürfen',
  identity: {
    label: 'Identität ist nachgewiesen',
    says: 'Der Antrag geht weiter. Das Protokoll sagt, wie die Identität nachgewiesen wurde.',
  },
  approve: {
    label: 'Genehmigen',
    says: 'Genehmigt den Plan, den diese Seite zeigt. Ändert er sich vor der Ausführung, fragt der Antrag noch einmal.',
  },
  refuse: {
    label: 'Ablehnen',
    says: 'Der Antrag endet als abgelehnt, und die Person erfährt den Grund.',
  },
  withdraw: {
    label: 'Zurückziehen',
    says: 'Der Antrag endet als zurückgezogen. Konten, die für ihn gesperrt wurden, werden wieder freigegeben.',
  },
  hold: { label: 'Anhalten', says: 'Es beginnt nichts, bis jemand den Antrag fortsetzt.' },
  resume: { label: 'Fortsetzen', says: 'Der Antrag wird nicht mehr angehalten und geht weiter.' },
  extend: {
    label: 'Frist verlängern',
    says: 'Nimmt die längere Frist, die das Gesetz erlaubt. Das geht einmal, und die Person erfährt es.',
  },
  retry: {
    label: 'Wiederholen',
    says: 'Besucht jedes System noch einmal, das nicht erledigt ist. Der Antrag endet neu, mit einem neuen Endstand.',
  },
  take: {
    label: 'Übernehmen',
    says: 'Sie bearbeiten diesen Antrag von jetzt an. Andere sehen das.',
  },
  giveBack: { label: 'Zurückgeben', says: 'Niemand bearbeitet diesen Antrag mehr.' },
  identifiers: {
    label: 'Kennungen ergänzen',
    says: 'Alles wird mit dem neuen Stand noch einmal gesucht. Der Plan wird neu gemacht; ändert er sich, ist er neu zu genehmigen.',
  },
  retrySystem: {
    label: 'Wiederholen',
    says: 'Besucht dieses System noch einmal. Der Antrag endet neu, mit einem neuen Endstand.',
  },
  waive: {
    label: 'Auslassen',
    says: 'Lässt dieses System aus, weil es nie erledigt werden kann. Das wirkt, wenn ein anderer Operator dasselbe sagt. Dann endet der Antrag neu, mit einer Ausnahme.',
  },
  decide: {
    label: 'Datensätze wählen',
    says: 'Wählen Sie die Datensätze der Person. Alle anderen gehören ihr nicht. Die Entscheidung gilt für alle späteren Suchen dieses Antrags.',
  },
  codes: {
    'suspected-fraud': 'Betrugsverdacht',
    'insufficient-verification': 'Die Identität wurde nicht nachgewiesen',
    'claim-not-covered': 'Das Gesetz gibt keinen Anspruch darauf',
    'outside-jurisdiction': 'Das Gesetz gilt nicht für die Person',
    'too-many-requests': 'Die Person stellt zu viele Anträge',
    'sign-in': 'Durch Anmeldung',
    document: 'Durch ein Dokument',
    call: 'Durch einen Anruf',
    complexity: 'Der Antrag ist komplex',
    'number-of-requests': 'Es gibt viele Anträge',
    'legal-hold': 'Rechtliche Aufbewahrung',
    investigation: 'Untersuchung',
    identity: 'Zweifel an der Identität',
    clarification: 'Die Person muss den Antrag klären',
    fee: 'Eine Gebühr ist zu zahlen',
    disproportionate: 'Der Aufwand ist unverhältnismäßig',
    'system-retired': 'Das System ist stillgelegt',
    'done-by-hand': 'Es wurde von Hand erledigt',
    law: 'Ein Gesetz bestimmt es',
    other: 'Anderer Grund',
  },
  howProved: 'Wie sie nachgewiesen wurde',
  reason: 'Grund',
  chooseOne: 'Bitte wählen',
  until: 'Bis, in Ihrer Zeit; leer: bis jemand fortsetzt',
  comment: 'Bemerkung (darf fehlen)',
  commentHint:
    'Sie wird mit dem Antrag versiegelt, und nur Operatoren und Auditoren können sie lesen.',
  final: 'Das lässt sich nicht rückgängig machen.',
  plan: 'Plan',
  planVisits: (systems) => `Er besucht: ${systems}.`,
  cancel: 'Abbrechen',
  inSystem: (title) => ` in ${title}`,
  ask: (label) => `${label}?`,
  done: (label) => `Erledigt: ${label}.`,
  doneIn: (label, title) => `Erledigt: ${label}, ${title}.`,
  secondNeeded: 'Vermerkt. Ein anderer Operator muss dasselbe sagen, bevor es wirkt.',
  changed: (what, who) => `Inzwischen: ${what} (${who}). Die Seite zeigt es jetzt.`,
  nowIn: (state) => `Der Antrag ist jetzt: ${state}.`,
  person: 'Gehört der Person',
  candidate: (code) => `Datensatz ${code}`,
  metBy: (kinds) => `Gefunden über: ${kinds}`,
  lead: 'Nur ein Hinweis: gefunden in einem Feld, das jeder ausfüllen kann',
  lookIsRecorded: 'Die Werte sind maskiert. Dass Sie sie angesehen haben, wird vermerkt.',
  noCandidates: 'In diesem System ist jetzt nichts zu wählen.',
  chosen: (count) =>
    count === 0
      ? 'Keiner gehört der Person'
      : count === 1
        ? '1 Datensatz gehört der Person'
        : `${count} Datensätze gehören der Person`,
  emails: 'E-Mail-Adressen, eine je Zeile',
  phones: 'Telefonnummern, eine je Zeile, etwa +4930123456',
  accountIn: 'Konto in',
  objectId: 'Objekt-ID des Kontos',
  idIn: 'Datensatz in',
  recordId: 'Nummer des Datensatzes',
  noSystem: 'Keins',
};
