import { special, type SpecialPerson } from '../../world/seed-source.ts';

export const victimEmail = 'vera.victim@example.org';

const claims: readonly SpecialPerson[] = [
  ...special('victim', 'everywhere', [['Vera', 'Victim', victimEmail]]),
  // Two other people have this person's address in a field that anybody can write to.
  ...special('stranger', ['b2c-de'], [['Sam', 'Stranger', 'sam.stranger@example.net']]),
  ...special('stranger', ['b2c-us', 'hubspot'], [['Sid', 'Sly', 'sid@example.net']], {
    linked: false,
  }),
];

const audits: readonly SpecialPerson[] = [
  ...special('audit-1', 'everywhere', [['Una', 'Einzig', 'una.einzig@example.org']]),
  ...special('audit-40', 'everywhere', [['Viola', 'Vierzig', 'viola.vierzig@example.org']]),
  ...special('audit-3000', 'everywhere', [['Theo', 'Tausend', 'theo.tausend@example.org']]),
  ...special('audit-only', ['b2c-de'], [['Gerd', 'Gewesen', 'gerd.gewesen@example.org']]),
];

const guarded: readonly SpecialPerson[] = [
  ...special('directory-role', 'everywhere', [['Ada', 'Amtmann', 'ada.amtmann@example.org']]),
  ...special('directory-role', ['b2c-fr'], [['Benoît', 'Bailli', 'benoit.bailli@example.org']]),
  ...special('guest', ['b2c-us', 'hubspot'], [['Gale', 'Visitor', 'gale.visitor@example.com']], {
    linked: false,
  }),
  ...special('suspended', ['b2c-de', 'b2c-fr'], [['Susi', 'Sperre', 'susi.sperre@example.org']]),
];

const signIns: readonly SpecialPerson[] = [
  ...special('federated', ['b2c-de', 'b2c-fr'], [['Finn', 'Fremd', 'finn.fremd@example.org']]),
  ...special('user-name', ['b2c-de', 'b2c-fr'], [['Ulla', 'Unger', 'ulla.unger@example.org']]),
  ...special('phone-sign-in', ['b2c-us', 'hubspot'], [['Pat', 'Phone', 'pat.phone@example.com']], {
    linked: false,
  }),
  ...special('two-accounts', ['b2c-de'], [['Zweta', 'Zwilling', 'zweta.zwilling@example.org']]),
  ...special('mfa', ['b2c-de', 'b2c-us'], [['Mara', 'Mehrfach', 'mara.mehrfach@example.org']]),
  ...special('related', ['b2c-de'], [['Rosa', 'Reich', 'rosa.reich@example.org']]),
  ...special('recycle-bin', ['b2c-de', 'b2c-fr'], [['Tom', 'Tonne', 'tom.tonne@example.org']]),
];

/** People with an unusual account. `special-users.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  ...claims,
  ...audits,
  ...guarded,
  ...signIns,
];
