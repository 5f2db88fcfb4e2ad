import { createAuditSources, type AuditSources } from '../vendors/azure-ad-b2c/audit-source.ts';
import { findTenant, type Tenant } from '../vendors/azure-ad-b2c/tenants.ts';
import { userKeys, type UserDoc } from '../vendors/azure-ad-b2c/user-record.ts';
import {
  contactKeys,
  hubspotId,
  shownId,
  storedId,
  type ContactDoc,
} from '../vendors/hubspot/contact-record.ts';
import {
  audiences,
  mailchimpId,
  memberKey,
  memberKeys,
  subscriberHash,
  type MemberDoc,
} from '../vendors/mailchimp/member-record.ts';
import type { Doc } from '../store/records.ts';
import type { State } from '../store/state.ts';
import type { ContactOrder, MemberOrder, PersonOrder, UserOrder } from './person-order.ts';
import { uuidOf } from './random.ts';

/** A person as `GET /control/people` shows them. */
export interface PersonView {
  person: string;
  displayName: string;
  emails: readonly string[];
  phones: readonly string[];
  trait?: string;
  accounts: { system: string; tenantId: string; objectId: string }[];
  records: { system: string; id: string; list?: string }[];
}

export interface Placer {
  place(order: PersonOrder): PersonView;
}

const dayMs = 86_400_000;
/** Audit records of the past lie within this span, so that a fresh world has not lost any yet. */
const auditSpanMs = 6.5 * dayMs;

function completeUser(tenant: Tenant, order: UserOrder, person: PersonOrder, now: number): UserDoc {
  const id =
    typeof order.user['id'] === 'string'
      ? order.user['id'].toLowerCase()
      : uuidOf(`${tenant.id} ${person.person}`);
  const upn =
    typeof order.user['userPrincipalName'] === 'string'
      ? order.user['userPrincipalName']
      : `${id}@${tenant.domain}`;
  const email = person.emails[0];
  const identities =
    (order.user['identities'] as Doc[] | undefined) ??
    (email === undefined ? [] : [{ signInType: 'emailAddress', issuerAssignedId: email }]);
  const user: Doc = {
    displayName: person.displayName,
    accountEnabled: true,
    createdDateTime: new Date(now - 100 * dayMs).toISOString(),
    userType: 'Member',
    creationType: 'LocalAccount',
    mailNickname: id,
    ...order.user,
    id,
    userPrincipalName: upn,
    identities: identities.map((identity) => ({ issuer: tenant.domain, ...identity })),
  };
  if (order.state === 'binned') user['deletedDateTime'] ??= new Date(now - 3 * dayMs).toISOString();
  return { user, related: order.related ?? {} };
}

export function createPlacer(state: State): Placer {
  const { records, clock, database } = state;
  const sources: AuditSources = createAuditSources(database);
  const highest = database.prepare(
    "SELECT max(id) AS id FROM records WHERE system = 'hubspot' AND kind = 'contact'",
  );
  const insert = database.prepare(
    'INSERT OR REPLACE INTO people (person, clean, trait, systems, doc) VALUES (?, ?, ?, ?, ?)',
  );

  function placeUser(
    tenant: Tenant,
    order: UserOrder,
    person: PersonOrder,
    view: PersonView,
  ): void {
    const now = clock.now();
    const doc = completeUser(tenant, order, person, now);
    const id = String(doc.user['id']);
    const life = order.state ?? 'live';
    if (life !== 'gone')
      records.place(tenant.id, 'user', id, {
        state: life,
        doc,
        keys: userKeys(doc),
        person: person.person,
      });
    const count = order.auditEvents ?? 0;
    if (count > 0)
      sources.add({
        system: tenant.id,
        user: id,
        person: person.person,
        count,
        firstAt: now - auditSpanMs,
        lastAt: now - 60_000,
        actsToo: order.actsToo ?? false,
        displayName: String(doc.user['displayName']),
        userPrincipalName: String(doc.user['userPrincipalName']),
      });
    view.accounts.push({ system: tenant.id, tenantId: tenant.tenantId, objectId: id });
  }

  function placeContact(order: ContactOrder, person: PersonOrder, view: PersonView): void {
    const at = new Date(clock.now() - 30 * dayMs).toISOString();
    const id = order.id ?? String(Number(highest.get()?.['id'] ?? 50) + 1);
    const properties = { email: person.emails[0] ?? null, ...order.properties };
    const contact: ContactDoc = {
      properties,
      createdAt: at,
      updatedAt: at,
      ...(order.deals ? { deals: order.deals } : {}),
      ...(order.state === 'binned' ? { archivedAt: at } : {}),
    };
    records.place(hubspotId, 'contact', storedId(id), {
      state: order.state ?? 'live',
      doc: contact,
      keys: contactKeys(contact),
      person: person.person,
    });
    view.records.push({ system: hubspotId, id: shownId(id) });
  }

  function placeMember(order: MemberOrder, person: PersonOrder, view: PersonView): void {
    const at = new Date(clock.now() - 20 * dayMs).toISOString().replace(/\.\d{3}Z$/, '+00:00');
    const list = order.list_id ?? audiences[0].id;
    const email = order.email_address ?? person.emails[0] ?? '';
    const member: MemberDoc = {
      list,
      email,
      status: order.status ?? 'subscribed',
      mergeFields: { FNAME: '', LNAME: '', ...order.merge_fields },
      tags: order.tags ?? [],
      notes: order.notes ?? [],
      events: order.events ?? [],
      goals: order.goals ?? [],
      createdAt: at,
      changedAt: at,
      language: 'en',
    };
    const hash = subscriberHash(email);
    records.place(mailchimpId, 'member', memberKey(list, hash), {
      state: member.status === 'archived' ? 'binned' : 'live',
      doc: member,
      keys: memberKeys(member),
      person: person.person,
    });
    view.records.push({ system: mailchimpId, id: hash, list });
  }

  return {
    place: (order) => {
      const { person, displayName, emails, phones, trait } = order;
      const view: PersonView = {
        person,
        displayName,
        emails,
        phones,
        ...(trait === undefined ? {} : { trait }),
        accounts: [],
        records: [],
      };
      for (const [system, orders] of Object.entries(order.in))
        for (const each of orders) {
          const tenant = findTenant(system);
          if (tenant) placeUser(tenant, each as UserOrder, order, view);
          else if (system === hubspotId) placeContact(each as ContactOrder, order, view);
          else placeMember(each as MemberOrder, order, view);
        }
      insert.run(
        person,
        order.clean === true ? 1 : 0,
        trait ?? null,
        Object.keys(order.in).sort().join(','),
        JSON.stringify(view),
      );
      return view;
    },
  };
}
