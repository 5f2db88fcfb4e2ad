import type { Texts } from '../english/english.ts';

export const queues: Texts['queues'] = {
  title: 'Warteschlangen',
  poison: 'Abgewiesene Nachrichten',
  poisonSays:
    'Diese Nachrichten der Warteschlange dsar-requests konnten nicht angenommen werden, also geschieht ihretwegen nichts. Ihr Inhalt wird nicht gezeigt, weil er personenbezogene Daten enthalten kann. Eine Nachricht wird gelöscht, wenn sie abläuft.',
  noPoison: 'Keine Nachricht wurde abgewiesen.',
  shown: (shown, all) => `${shown} von ${all} werden gezeigt.`,
  message: 'Nachricht',
  code: 'Warum',
  acceptedNow: 'Sie würde jetzt angenommen: Senden Sie sie noch einmal.',
  codes: {
    'invalid-json': 'Sie ist kein JSON. Bitten Sie den Absender, sie zu berichtigen.',
    'invalid-request': 'Ein Feld ist falsch. Bitten Sie den Absender, es zu berichtigen.',
    'empty-subject': 'Sie nennt niemanden. Bitten Sie den Absender um eine Kennung.',
    'unknown-system': 'Sie nennt ein System, das nicht eingerichtet ist.',
    'too-large': 'Sie ist zu groß.',
    'idempotency-key-reused': 'Ihr Idempotenzschlüssel gehört zu einem anderen Antrag.',
  },
  size: 'Größe',
  arrived: 'Eingegangen',
  expires: 'Läuft ab',
  actions: 'Was Sie tun dürfen',
  redrive: 'Noch einmal senden',
  redriveSays:
    'Legt die Nachricht wieder in die Warteschlange der Anträge. Beheben Sie zuerst die Ursache.',
  discard: 'Verwerfen',
  discardSays: 'Löscht die Nachricht. Niemand wird noch einmal danach gefragt.',
  reasons: {
    'sent-twice': 'Sie wurde zweimal gesendet',
    'sent-again': 'Der Absender hat sie berichtigt und noch einmal gesendet',
    'not-a-request': 'Sie ist kein Antrag',
    test: 'Sie war ein Test',
  },
  redriven: 'Die Nachricht ist wieder in der Warteschlange.',
  discarded: 'Die Nachricht ist gelöscht.',
  deliveries: 'Nicht zugestellte Endstände',
  deliveriesSay:
    'Der Empfänger des Rückrufs hat sie nicht angenommen. Habeas versucht es drei Tage lang. Danach kann ein Operator einen Endstand 30 Tage lang noch einmal senden.',
  noDeliveries: 'Jeder Endstand ist zugestellt.',
  more: 'Es gibt mehr. Beheben Sie zuerst diese.',
  request: 'Antrag',
  state: 'Stand',
  attempts: 'Versuche',
  ended: 'Beendet',
  lastTry: 'Letzte Änderung',
  redriveStatus: 'Endstand noch einmal senden',
  redriveStatusSays: 'Sendet den Endstand drei Tage lang, mit derselben Ereignisnummer.',
  redrivenStatus: 'Der Endstand wird noch einmal gesendet.',
  news: (count) =>
    count === 1 ? '1 Nachricht wurde abgewiesen.' : `${count} Nachrichten wurden abgewiesen.`,
  notice: (count) =>
    count === 1
      ? '1 Nachricht in dsar-requests-poison'
      : `${count} Nachrichten in dsar-requests-poison`,
  noticeSays: 'Sie konnten nicht als Antrag angenommen werden, also geschieht ihretwegen nichts.',
  toQueues: 'Ansehen',
  unread: (why) => `Die Warteschlange der abgewiesenen Nachrichten war nicht lesbar: ${why}`,
};
