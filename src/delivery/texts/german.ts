import type { PersonMessages } from './english.ts';

export const german: PersonMessages = {
  subject: 'Ihre Anfrage {id}',
  asked:
    'Am {date} haben wir Ihre Anfrage {id} erhalten. Sie bittet um {type, select, access {eine Kopie der Daten über Sie} portability {die Daten über Sie zur Mitnahme zu einem anderen Dienst} other {die Löschung der Daten über Sie}}.',
  'end.copied': 'Ihre Kopie ist fertig. Das haben wir gefunden:',
  'end.erased': 'Wir haben die Daten über Sie gelöscht. Das wurde getan:',
  'end.nothing': 'Wir haben alle Systeme durchsucht und nichts über Sie gefunden.',
  'end.partly': 'Wir konnten nicht alles tun. Das wurde getan, und das nicht:',
  'end.failed': 'Wir konnten Ihre Anfrage nicht ausführen. Das ist geschehen:',
  'end.withdrawn': 'Die Anfrage wurde zurückgezogen. Es wurde deshalb nichts gelöscht.',
  'end.refused': 'Wir führen Ihre Anfrage nicht aus. Grund: {reason}',
  'refusal.suspected-fraud': 'Wir haben Anlass zu glauben, dass sie nicht von Ihnen kommt.',
  'refusal.insufficient-verification': 'Wir konnten nicht sicherstellen, dass sie von Ihnen kommt.',
  'refusal.claim-not-covered': 'Das Gesetz gibt das Recht nicht, auf das sie sich stützt.',
  'refusal.outside-jurisdiction': 'Das Gesetz, auf das sie sich stützt, gilt hier nicht.',
  'refusal.too-many-requests': 'Dasselbe wurde in kurzer Zeit oft angefragt.',
  'refusal.other': 'Fragen Sie uns unter der Adresse unten nach den Einzelheiten.',
  'system.absent': '{system}: Über Sie wurde nichts gefunden.',
  'system.exported': '{system}: Die Daten stehen in der Kopie.',
  'system.erased': '{system}: gelöscht, und beim Nachlesen nicht mehr gefunden.',
  'system.expires': '{system}: gelöscht; die letzte Spur verschwindet bis {date}.',
  'system.pending': '{system}: Die Löschung ist beauftragt und sollte bis {date} bestätigt sein.',
  'system.retained':
    '{system}: aufbewahrt, {law, select, none {wegen {reason}} other {weil das Gesetz es verlangt: {law}}}{date, select, none {} other {, bis {date}}}.',
  'system.waived':
    '{system}: ausgelassen. Zwei unserer Beschäftigten haben so entschieden ({reason}).',
  'system.unsearched':
    '{system}: konnte nicht oder nicht überall durchsucht werden. Wenn Sie uns mehr senden, etwa eine Kundennummer, suchen wir noch einmal.',
  'system.unconfirmed':
    '{system}: Einträge betreffen vielleicht Sie, aber niemand hat das bestätigt. Sie wurden nicht angerührt.',
  'system.ambiguous':
    '{system}: Einträge mehrerer Personen können Ihre sein. Sie wurden nicht angerührt, bis jemand entscheidet.',
  'system.unverifiable': '{system}: gelöscht, aber niemand kann bestätigen, dass nichts übrig ist.',
  'system.present': '{system}: Die Löschung ist misslungen. Daten über Sie sind noch da.',
  'system.failed': '{system}: konnte nicht ausgeführt werden.',
  'system.open': '{system}: Es gibt kein Ergebnis.',
  'residual.expires': '{system}, noch vorhanden bis {date}: {what}.',
  'residual.kept': '{system}, ohne Enddatum noch vorhanden: {what}.',
  'residual.retained':
    '{system}, aufbewahrt{law, select, none { wegen {reason}} other {, weil das Gesetz es verlangt ({law})}}{date, select, none {} other {, bis {date}}}: {what}.',
  'residual.erased': '{system}, eine Zeit lang aufbewahrt und inzwischen gelöscht: {what}.',
  'residual.not-erased': '{system}, eine Zeit lang aufbewahrt und noch nicht gelöscht: {what}.',
  'left.audit-records': 'Protokolleinträge, die niemand früher löschen kann',
  'left.purge': 'gelöschte Daten, die das System später endgültig entfernt',
  'left.blocked-address': 'ein Eintrag, der verhindert, dass Ihre Adresse wieder benutzt wird',
  'left.unlinked-records': 'Einträge, die Sie nicht mehr nennen',
  'left.payment-records': 'Zahlungen und Rechnungen mit Ihrem Namen',
  'sign-ins':
    'Geräte, auf denen Sie noch angemeldet sind, funktionieren vielleicht noch etwa eine Stunde, bis die Anmeldung endet.',
  contact: 'Bei Fragen: {contact}.',
  complaints: 'Wenn Sie nicht einverstanden sind, können Sie sich bei uns beschweren: {link}',
  'remedy.uk-gdpr':
    'Wenn Sie nicht einverstanden sind, können Sie sich bei {authority, select, none {dem Information Commissioner (ICO)} other {{authority}}} beschweren und vor Gericht gehen.',
  'remedy.gdpr':
    'Wenn Sie nicht einverstanden sind, können Sie sich bei {authority, select, none {einer Datenschutzbehörde} other {{authority}}} beschweren und vor Gericht gehen.',
  'remedy.ccpa':
    'Wenn Sie nicht einverstanden sind, können Sie uns noch einmal schreiben und sich bei {authority, select, none {der California Privacy Protection Agency} other {{authority}}} beschweren.',
};
