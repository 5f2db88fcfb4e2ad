import { simulatedConnectors as connectors } from './simulated-connectors.ts';
import type { RecordRef } from '../../src/domain/match.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../support/export-sink.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

interface Example {
  readonly system: string;
  /** The data of a person in the system. All texts differ, and begin with `text-`. */
  readonly held: unknown;
  /** Texts that an erasure removes and that no export can hold; the connector's guide says why. */
  readonly notExported: readonly string[];
  /** The texts that are left after the erasure. */
  readonly left: readonly string[];
}

const examples: Readonly<Record<string, Example>> = {
  'azure-ad-b2c': {
    system: 'b2c-de',
    held: {
      user: {
        givenName: 'text-given',
        jobTitle: 'text-job',
        streetAddress: 'text-street',
        otherMails: ['text-other@example.org'],
        extension_7d3e9a1052c44f68b1d72a8c6e4f9011_LoyaltyNumber: 'text-loyalty',
      },
      related: {
        phoneMethods: [
          { phoneType: 'mobile', phoneNumber: 'text-listed', listed: true },
          { phoneType: 'office', phoneNumber: 'text-unlisted', listed: false },
        ],
        openExtensions: [{ id: 'portal', note: 'text-open' }],
      },
    },
    notExported: ['text-unlisted'],
    left: ['auditEvent'],
  },
  hubspot: {
    system: 'hubspot',
    held: {
      properties: { firstname: 'text-first', city: 'text-city', shoe_size: 'text-own' },
      sensitive: { diagnosis: 'text-sensitive' },
    },
    notExported: [],
    left: [],
  },
  mailchimp: {
    system: 'mailchimp',
    held: [
      {
        merge_fields: { FNAME: 'text-first', SIZE: 'text-own' },
        tags: ['text-tag'],
        notes: ['text-note'],
        events: ['text-event'],
        goals: ['text-goal'],
      },
      { customer: { first_name: 'text-customer', orders: [1], carts: [1] } },
    ],
    notExported: [],
    left: [],
  },
  http: {
    system: 'loyalty',
    held: {
      first: 'text-first',
      last: 'text-last',
      remarkMails: ['text-remark@example.org'],
      profile: { size: 'text-size' },
      points: 3,
    },
    notExported: [],
    left: [],
  },
  processor: {
    system: 'orders',
    held: {
      given: 'text-given',
      surname: 'text-surname',
      otherEmails: ['text-other@example.org'],
      more: { size: 'text-size' },
      orders: 3,
    },
    notExported: [],
    left: [],
  },
  zendesk: {
    system: 'zendesk',
    held: { notes: 'text-notes', user_fields: { size: 'text-own' } },
    notExported: [],
    left: [],
  },
  intercom: {
    system: 'intercom',
    held: {
      custom_attributes: { size: 'text-own' },
      notes: ['text-note'],
      tags: ['text-tag'],
      conversations: [{ subject: 'text-subject', body: 'text-body' }],
    },
    notExported: [],
    left: ['recoverableContact'],
  },
  stripe: {
    system: 'stripe',
    held: {
      address: { line1: 'text-street', city: 'text-city' },
      description: 'text-description',
      metadata: { size: 'text-own' },
      taxIds: ['text-tax'],
    },
    notExported: [],
    left: [],
  },
};

const begunAt = '2026-11-01T00:00:00Z';

async function exported(access: SystemAccess, records: readonly RecordRef[]): Promise<string> {
  const items: unknown[] = [];
  const sink = sinkOf({ write: (_part, item) => Promise.resolve(void items.push(item)) });
  for (const record of records) await access.export(record, sink);
  return JSON.stringify(items);
}

/** Repeats the erasing until it is done, as the flow does. */
async function erase(access: SystemAccess, record: RecordRef): Promise<void> {
  let since: string | null = null;
  for (let turn = 0; turn < 20; turn += 1) {
    const answer = await access.erase(record, { begunAt, repeated: turn > 0, since });
    if (answer.kind === 'done') return;
    since = (answer.kind === 'pending' && answer.since) || null;
  }
  throw new Error('still not erased');
}

test.each(connectors.map(({ name, guide }) => ({ name, guide })))(
  '$name exports what it erases, or says why not',
  async ({ name, guide }) => {
    const { system, held, notExported, left } = examples[name]!;
    const email = `erased.${name}@example.org`;
    const { person } = await fixture.control.make({
      displayName: 'Kanarina Vogelsang',
      emails: [email],
      in: { [system]: held },
    });
    const access = openSystem(fixture.sandbox, system, { settleSeconds: 0 });
    const { hits } = await access.find([
      { identifier: { kind: 'email', value: email }, trust: 'given', source: 'request' },
    ]);
    const records = hits.map(({ record }) => record);
    const handedOver = await exported(access, records);
    const texts = JSON.stringify(held).match(/text-[a-z]+/g) ?? [];
    expect(texts.filter((text) => !handedOver.includes(text))).toEqual(notExported);
    if (notExported.length > 0) expect(guide.notExported).not.toEqual([]);
    for (const record of records) {
      await erase(access, record);
      // Some vendors erase by themselves for a while.
      await fixture.control.call('POST', 'clock', { advanceSeconds: 10 });
      expect(await access.verify(record, begunAt)).toMatchObject({ kind: 'gone' });
    }
    const traces = await fixture.control.traces(person);
    expect(traces.map(({ what }) => what).filter((what) => !left.includes(what))).toEqual([]);
  },
);
