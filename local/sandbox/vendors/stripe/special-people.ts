import { special, type SpecialPerson } from '../../world/seed-source.ts';

/** People with an unusual customer. `seed-customers.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  ...special(
    'active-subscription',
    ['b2c-de', 'stripe'],
    [['Abo', 'Aktiv', 'abo.aktiv@example.org']],
  ),
  ...special('recent-charge', ['b2c-de', 'stripe'], [['Karl', 'Kürzlich', 'karl.k@example.org']]),
  ...special('open-invoice', ['b2c-de', 'stripe'], [['Rita', 'Rechnung', 'rita.r@example.org']]),
  ...special('two-customers', ['b2c-de', 'stripe'], [['Dora', 'Doppelt', 'dora.d@example.org']]),
  // Stripe's list compares addresses with case, so this customer is found by the object ID only.
  ...special(
    'email-in-capitals',
    ['b2c-de', 'stripe'],
    [['Vera', 'Versal', 'vera.versal@example.org']],
  ),
];
