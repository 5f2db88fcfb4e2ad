import type { Texts } from '../english/english.ts';

const requests = (count: number) => (count === 1 ? '1 Antrag' : `${count} Anträge`);

export const overview: Texts['overview'] = {
  title: 'Übersicht',
  now: 'Jetzt',
  open: 'Offen',
  late: 'Verspätet',
  dueThisWeek: 'Fällig binnen einer Woche',
  waitingForPerson: 'Warten auf einen Menschen',
  waitingForSystem: 'Warten auf ein System',
  failed: 'Gescheitert',
  oldest: 'Ältester offener Antrag',
  noneOpen: 'Kein Antrag ist offen.',
  receivedAt: 'eingegangen',
  brake: (count) =>
    `Die Bremse hält ${requests(count)} an: Es kamen zu viele Löschungen in einer Stunde. Prüfen Sie, wer sie geschickt hat, bevor Sie sie fortsetzen.`,
  brakeLink: 'Angehaltene Anträge',
  daysLeft: 'Verbleibende Tage',
  bucket: {
    late: 'Verspätet',
    week: '0 bis 7',
    fortnight: '8 bis 14',
    month: '15 bis 30',
    later: 'Mehr',
  },
  forYou: 'Was Sie tun müssen',
  nothingForYou: 'Sie müssen jetzt nichts tun.',
  approve: (count) => `${requests(count)} zu genehmigen`,
  decide: (count) => `${requests(count)}, bei denen Datensätze zu wählen sind`,
  identity: (count) => `${requests(count)} ohne Nachweis der Identität`,
  hold: (count) => `${requests(count)} angehalten`,
  troubled: (count) => (count === 1 ? '1 System ist gestört' : `${count} Systeme sind gestört`),
  mine: 'Anträge, die Sie bearbeiten',
  systems: 'Systeme, letzte 24 Stunden',
  system: 'System',
  health: 'Zustand',
  waiting: 'Wartende Anträge',
  success: 'Erfolg',
  duration: 'Zeit je Versuch',
  noTries: 'Keine Versuche',
  successText: (share, tries) =>
    tries === 1 ? `${share} von 1 Versuch gelang` : `${share} von ${tries} Versuchen gelangen`,
  durationText: (mean, longest) => `${mean} im Mittel, höchstens ${longest} in einer Stunde`,
  newsLate: (count) => `Verspätet: ${requests(count)}.`,
  newsPerson: (count) => `Es warten auf einen Menschen: ${requests(count)}.`,
  newsFailed: (count) => `Gescheitert: ${requests(count)}.`,
};
