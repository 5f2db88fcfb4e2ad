import { tenants } from '../vendors/azure-ad-b2c/tenants.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { mailchimpId } from '../vendors/mailchimp/member-record.ts';
import { cultures, plain } from './names.ts';
import {
  federated,
  local,
  makeContact,
  makeMember,
  makeUser,
  objectIdOf,
  personId,
  type Someone,
} from './make-record.ts';
import type { PersonOrder, RecordOrder } from './person-order.ts';
import { createRandom, type Random } from './random.ts';
import type { Tenant } from '../vendors/azure-ad-b2c/tenants.ts';

const domains = ['example.org', 'example.com', 'example.net'] as const;
/** The first so many live in all systems and hold no riddle. */
const cleanPeople = 2000;

function invent(number: number, random: Random): Someone {
  const culture = random.pick(cultures);
  const [given, family] = [random.pick(culture.given), random.pick(culture.family)];
  const email = `${plain(given)}.${plain(family)}.${String(number)}@${random.pick(domains)}`;
  return {
    person: personId(number),
    number,
    given,
    family,
    emails: [email],
    phones: [culture.phone(number)],
    culture,
  };
}

function ordinaryAccount(tenant: Tenant, someone: Someone, random: Random) {
  const email = someone.emails[0] ?? '';
  const draw = random.next();
  if (draw < 0.12) {
    const issuer = random.pick(['google.com', 'facebook.com', 'amazon.com']);
    return makeUser(tenant, someone, { creationType: null, otherMails: [email] }, [
      federated(issuer, String(10_000_000_000 + someone.number)),
    ]);
  }
  if (draw < 0.18)
    return makeUser(tenant, someone, {}, [
      local(tenant, 'userName', `${plain(someone.given)}${String(someone.number)}`),
    ]);
  if (draw < 0.22)
    return makeUser(tenant, someone, {}, [local(tenant, 'phoneNumber', someone.phones[0] ?? '')]);
  return makeUser(tenant, someone);
}

/** What ordinary people have: accounts in some tenants, records in some of the vendors' systems, always at least one. */
function settle(someone: Someone, random: Random): Record<string, RecordOrder[]> {
  const home: Record<string, RecordOrder[]> = {};
  for (const tenant of tenants)
    if (random.chance(0.4)) home[tenant.id] = [ordinaryAccount(tenant, someone, random)];
  const first = tenants.find((tenant) => home[tenant.id]);
  const objectId = first && random.chance(0.7) ? objectIdOf(first.id, someone) : undefined;
  if (random.chance(0.5) || !first) home[hubspotId] = [makeContact(someone, objectId)];
  if (random.chance(0.4)) home[mailchimpId] = [makeMember(someone, objectId)];
  return home;
}

function settleEverywhere(someone: Someone): Record<string, RecordOrder[]> {
  const objectId = objectIdOf('b2c-de', someone);
  return {
    ...Object.fromEntries(
      tenants.map((tenant) => [
        tenant.id,
        [{ ...makeUser(tenant, someone), auditEvents: 1 + (someone.number % 12) }],
      ]),
    ),
    [hubspotId]: [makeContact(someone, objectId)],
    [mailchimpId]: [makeMember(someone, objectId)],
  };
}

/** The `number`-th ordinary person, the same in every world. */
export function ordinaryPerson(number: number): PersonOrder {
  const random = createRandom(number * 7919);
  const someone = invent(number, random);
  const clean = number <= cleanPeople;
  const { person, given, family, emails, phones } = someone;
  return {
    person,
    displayName: `${given} ${family}`,
    emails,
    phones,
    clean,
    in: clean ? settleEverywhere(someone) : settle(someone, random),
  };
}
