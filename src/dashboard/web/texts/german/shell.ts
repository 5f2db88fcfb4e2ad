import type { Texts } from '../english/english.ts';

export const shell: Texts['shell'] = {
  skip: 'Zum Inhalt',
  language: 'Sprache',
  tagline: 'Anträge betroffener Personen',
  views: 'Ansichten',
  view: {
    overview: 'Übersicht',
    list: 'Anträge',
    systems: 'Systeme',
    queues: 'Warteschlangen',
    upkeep: 'Wartung',
  },
  signOut: 'Abmelden',
  leave: 'Schlüssel vergessen',
  noRole: 'keine Rolle',
  keyOf: (name) => `Schlüssel ${name}`,
  developer: 'Niemand wird gefragt, wer er ist',
  reading: 'Wird gelesen …',
  notForYou: 'Ihre Rolle darf das nicht sehen.',
  notForYouNext: 'Die Anträge, die Sie gestellt haben, stehen in der Liste der Anträge.',
  toRequests: 'Zu den Anträgen',
};
