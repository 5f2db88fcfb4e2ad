import { personId, type Someone } from './make-record.ts';
import { cultures } from './names.ts';
import type { PersonOrder } from './person-order.ts';
import { specialAccounts } from './special-accounts.ts';
import { specialNames } from './special-names.ts';
import { specialRecords } from './special-records.ts';

const specials = [...specialNames, ...specialAccounts, ...specialRecords];

export const specialPeople = specials.length;

/** People with one peculiarity each, found by `GET /control/people?trait=…`. `from` is the number of the first. */
export function* makeSpecialPeople(from: number): Generator<PersonOrder> {
  for (const [index, { trait, given, family, email, home }] of specials.entries()) {
    const number = from + index;
    const culture = cultures[index % 3] ?? cultures[0];
    const someone: Someone = {
      person: personId(number),
      number,
      given,
      family,
      emails: [email],
      phones: [culture.phone(number)],
      culture,
    };
    yield {
      person: someone.person,
      displayName: `${given} ${family}`,
      emails: someone.emails,
      phones: someone.phones,
      trait,
      in: home(someone),
    };
  }
}
