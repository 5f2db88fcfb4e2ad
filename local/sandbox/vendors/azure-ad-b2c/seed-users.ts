import { tenants, type Tenant } from '../../authority/tenants.ts';
import type { Random } from '../../store/random.ts';
import type { State } from '../../store/state.ts';
import { plain } from '../../world/names.ts';
import type { Placed } from '../../world/person-view.ts';
import type { SeededPerson, Seeding } from '../../world/seed-source.ts';
import { livesIn } from '../../world/seed-source.ts';
import { federatedIdentity, localIdentity, makeUser, objectIdOf } from './make-user.ts';
import { placeUser, type UserPlace } from './place-user.ts';
import { specialUsers } from './special-users.ts';

/** An account with one of the kinds of sign-in that B2C has, mostly by e-mail. */
function accountByChance(tenant: Tenant, person: SeededPerson, random: Random): UserPlace {
  const email = person.emails[0] ?? '';
  const draw = random.next();
  if (draw < 0.12) {
    const issuer = random.pick(['google.com', 'facebook.com', 'amazon.com']);
    return makeUser(tenant, person, { creationType: null, otherMails: [email] }, [
      federatedIdentity(issuer, String(10_000_000_000 + person.number)),
    ]);
  }
  if (draw < 0.18)
    return makeUser(tenant, person, {}, [
      localIdentity(tenant, 'userName', `${plain(person.given)}${String(person.number)}`),
    ]);
  if (draw < 0.22)
    return makeUser(tenant, person, {}, [
      localIdentity(tenant, 'phoneNumber', person.phones[0] ?? ''),
    ]);
  return makeUser(tenant, person);
}

function usersOf(tenant: Tenant, person: SeededPerson, random: Random): UserPlace[] {
  const { trait, residence, number } = person;
  if (trait !== undefined)
    return specialUsers[trait]?.(tenant, person) ?? [makeUser(tenant, person)];
  if (residence === 'by-chance') return [accountByChance(tenant, person, random)];
  return [{ ...makeUser(tenant, person), auditEvents: 1 + (number % 12) }];
}

/** The object ID that other systems know: the object ID of the first account, if the company copied it. */
function linkedId(
  person: SeededPerson,
  home: Tenant | undefined,
  random: Random,
): string | undefined {
  if (!home || !person.linked) return undefined;
  if (person.residence === 'by-chance' && !random.chance(0.7)) return undefined;
  return objectIdOf(home.id, person);
}

export function seedUsers(state: State, person: SeededPerson, seeding: Seeding): Placed[] {
  const { random } = seeding;
  const homes = tenants.flatMap((tenant) =>
    livesIn(person, tenant.id, () => random.chance(0.4))
      ? { tenant, users: usersOf(tenant, person, random) }
      : [],
  );
  seeding.objectId = linkedId(person, homes[0]?.tenant, random);
  seeding.hasAccount = homes.length > 0;
  return homes.flatMap(({ tenant, users }) =>
    users.map((user) => placeUser(state, tenant, person, user)),
  );
}
