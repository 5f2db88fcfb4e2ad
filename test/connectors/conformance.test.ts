import { readdirSync } from 'node:fs';
import path from 'node:path';
import { systemIdOf } from '../../src/domain/system.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import type { Hit, RecordRef } from '../../src/domain/match.ts';
import type { Pending, SystemAccess } from '../../src/ports/system-access.ts';
import { sinkOf } from '../support/export-sink.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { ConnectorExample, InventedPerson, PersonOrder } from './connector-example.ts';
import { openSystem } from './open-system.ts';
import { endlessAnswers } from './endless-answers.ts';

const examples = path.join(__dirname, 'examples');
let fixture: Fixture;
let number = 4000;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

test('every connector of the catalogue has an example', () => {
  expect(readdirSync(examples).sort()).toEqual(connectors.map(({ name }) => `${name}.ts`).sort());
});

const known = (identifiers: readonly Identifier[]): KnownIdentifier[] =>
  identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' }));

async function make(order: PersonOrder): Promise<InventedPerson> {
  number += 1;
  return fixture.control.make(order(String(number)));
}

/** Repeats a deed until it is done, as the flow does. */
async function untilDone<T extends { kind: string; since?: string }>(
  deed: (repeated: boolean, since: string | null) => Promise<T>,
): Promise<Exclude<T, Pending>> {
  let since: string | null = null;
  for (let turn = 0; turn < 20; turn += 1) {
    const answer: T = await deed(turn > 0, since);
    if (answer.kind !== 'pending') return answer as Exclude<T, Pending>;
    since = answer.since ?? null;
  }
  throw new Error('still pending');
}

const nothing = sinkOf();

describe.each(connectors.map(({ name }) => name))('%s', (name) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the example's name is the connector's
  const example = (require(path.join(examples, `${name}.ts`)) as { default: ConnectorExample })
    .default;
  const { system } = example;
  const open = (settings: object = {}) =>
    openSystem(fixture.sandbox, system, { settleSeconds: 1, ...example.settings, ...settings });
  const begunAt = () => new Date(Date.now() - 60_000).toISOString();

  async function found(access: SystemAccess, person: InventedPerson): Promise<Hit> {
    const { hits } = await access.find(known(example.by(person)));
    const [hit] = hits;
    if (!hit) throw new Error('the person was not found');
    return hit;
  }

  const effects = async (person: InventedPerson, after: number) => {
    const lines = await fixture.control.journal(system, after);
    expect(person.person).not.toBe('');
    return lines.filter(({ effect }) => effect !== null).map(({ effect }) => effect);
  };
  const lastLine = async () => (await fixture.control.journal()).at(-1)?.seq ?? 0;

  async function eraseAndVerify(access: SystemAccess, record: RecordRef) {
    await untilDone((repeated, since) =>
      access.erase(record, { begunAt: begunAt(), repeated, since }),
    );
    return untilDone(() => access.verify(record, begunAt()));
  }

  test('finds the system reachable and every permission granted', async () => {
    expect(await open().probe()).toEqual({ reachable: true, problems: [] });
  });

  test('finds nobody by unknown identifiers', async () => {
    const stranger = await make(example.person);
    const unknown = example.by({
      ...stranger,
      emails: ['nobody.at.all@example.invalid'],
      accounts: [{ system, objectId: '00000000-0000-4000-8000-000000000000' }],
      records: [{ system, id: '999999999' }],
    });
    expect((await open().find(known(unknown))).hits).toEqual([]);
  });

  test('makes no call for identifiers that it does not support', async () => {
    const before = await lastLine();
    const beside = example.beside.filter(({ kind }) => kind !== 'account');
    expect(await open().find(known(beside))).toMatchObject({ hits: [], searched: [] });
    const lines = await fixture.control.journal(system, before);
    expect(lines.filter(({ path }) => !path.includes('token'))).toEqual([]);
    expect((await open().find(known(example.beside))).hits).toEqual([]);
  });

  test('masks the person in the preview, and vouches for its own id', async () => {
    const person = await make(example.person);
    const hit = await found(open(), person);
    expect(hit.by).toEqual(example.by(person)[0]);
    expect(hit.name).toMatchObject({ given: 'Kanarina', surname: 'Vogelsang' });
    expect(hit.preview).not.toMatch(/kanarina|vogelsang/i);
    expect(hit.preview).toContain('…@example.org');
    const vouched = hit.reveals.filter(({ trust }) => trust === 'vouched');
    expect(vouched.map(({ identifier }) => identifier.kind)).toContain(
      name === 'azure-ad-b2c' ? 'account' : 'record',
    );
  });

  test('does not ask again about an id that it revealed itself', async () => {
    const access = open();
    const { reveals } = await found(access, await make(example.person));
    const own = reveals.filter(({ trust }) => trust === 'vouched');
    const before = await lastLine();
    const ids = own.filter(({ identifier }) => ['account', 'record'].includes(identifier.kind));
    expect(ids.length).toBeGreaterThan(0);
    const again = await access.find(ids.map((entry) => ({ ...entry, source: systemIdOf(system) })));
    expect(again).toEqual({ hits: [], searched: [], notSearched: [] });
    expect(await fixture.control.journal(system, before)).toEqual([]);
    // If the request gives the same id, the system is asked about it.
    const asGiven = known(ids.map(({ identifier }) => identifier));
    expect((await access.find(asGiven)).hits).not.toEqual([]);
  });

  test.each(example.finds)('finds $title', async ({ people, by, joins }) => {
    const made: InventedPerson[] = [];
    for (const order of people) made.push(await make(order));
    const { hits } = await open().find(known(by(made[0]!)));
    const records = new Map(hits.map((hit) => [JSON.stringify(hit.record), hit.join]));
    expect([...records.values()].sort()).toEqual([...joins].sort());
  });

  test('exports everything, page by page', async () => {
    const person = await make(example.paged.person);
    const access = open();
    const { record } = await found(access, person);
    const written: Record<string, number> = {};
    const counts = await access.export(
      record,
      sinkOf({ write: (part) => Promise.resolve(void (written[part] = (written[part] ?? 0) + 1)) }),
    );
    expect(counts).toEqual(example.paged.counts);
    for (const [part, count] of Object.entries(written)) {
      if (part in counts) expect([part, counts[part]]).toEqual([part, count]);
    }
  });

  test('erases, and reads back that only residuals are left', async () => {
    const person = await make(example.person);
    const access = open();
    const { record, reveals } = await found(access, person);
    expect(await eraseAndVerify(access, record)).toMatchObject({ kind: 'gone' });
    const traces = await fixture.control.traces(person.person);
    expect(traces.map(({ what }) => what)).toEqual(example.residue);
    const knownAs = reveals.map(({ identifier }) => identifier);
    const answer = await access.verify(record, begunAt(), knownAs);
    expect(answer).toMatchObject({ kind: 'gone' });
    if (answer.kind === 'gone')
      expect(answer.residuals.map(({ what }) => what)).toEqual(example.residuals);
  });

  test('erases twice without a second effect', async () => {
    const person = await make(example.person);
    const access = open({ settleSeconds: 0 });
    const { record } = await found(access, person);
    await eraseAndVerify(access, record);
    const before = await lastLine();
    expect(await eraseAndVerify(access, record)).toMatchObject({ kind: 'gone' });
    expect(await effects(person, before)).toEqual([]);
  });

  test('continues an erasure whose answer was lost', async () => {
    const person = await make(example.person);
    const access = open();
    const { record } = await found(access, person);
    const before = await lastLine();
    await fixture.control.fault(system, {
      mode: 'reset',
      when: 'after',
      times: 1,
      match: example.erasing,
    });
    const intent = { begunAt: begunAt(), repeated: false, since: null };
    await expect(access.erase(record, intent)).rejects.toMatchObject({ code: 'unavailable' });
    await untilDone((_, since) => access.erase(record, { ...intent, repeated: true, since }));
    expect(await untilDone(() => access.verify(record, begunAt()))).toMatchObject({ kind: 'gone' });
    const seen = await effects(person, before);
    expect(new Set(seen).size).toBe(seen.length);
    // It asked the system before it repeated the call.
    const { method, path: erasingPath } = example.erasing;
    const lines = await fixture.control.journal(system, before);
    const erasing = lines.filter(
      (line) => line.method === method && new RegExp(erasingPath).test(line.path),
    );
    expect(erasing).toHaveLength(1);
  });

  test('reports a record that still exists as present, not gone', async () => {
    const person = await make(example.person);
    const access = open();
    const { record } = await found(access, person);
    expect(await access.verify(record, begunAt())).toMatchObject({ kind: 'present' });
  });

  describe('under faults', () => {
    let person: InventedPerson;
    let record: RecordRef;
    const told: string[] = [];
    const deeds: readonly [string, (access: SystemAccess) => Promise<unknown>][] = [
      ['find', (access) => access.find(known(example.by(person)))],
      ['export', (access) => access.export(record, nothing)],
      [
        'erase',
        (access) => access.erase(record, { begunAt: begunAt(), repeated: false, since: null }),
      ],
      ['verify', (access) => access.verify(record, begunAt())],
    ];

    beforeAll(async () => {
      person = await make(example.person);
      ({ record } = await found(open(), person));
    });
    afterEach(() => fixture.control.clearFaults(system));

    async function failureOf(deed: Promise<unknown>): Promise<SystemFailure> {
      const error: unknown = await deed.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof SystemFailure)) throw new Error('it did not fail', { cause: error });
      told.push(
        `${error.message} ${error.stack ?? ''} ${JSON.stringify(error)} ${String(error.cause)}`,
      );
      return error;
    }

    test.each([
      [{ mode: 'status', status: 429, retryAfter: 900 }, 'throttled', 900],
      [{ mode: 'status', status: 503, retryAfter: 7 }, 'unavailable', 7],
      [{ mode: 'status', status: 500 }, 'unavailable', null],
      [{ mode: 'html', status: 503 }, 'unavailable', null],
      [{ mode: 'status', status: 401 }, 'credentials-rejected', null],
      [{ mode: 'status', status: 403 }, 'permission-missing', null],
      [{ mode: 'status', status: 400 }, 'refused', null],
      [{ mode: 'garbage', status: 200 }, 'unexpected-answer', null],
      [{ mode: 'html', status: 200 }, 'unexpected-answer', null],
      [{ mode: 'hang' }, 'unavailable', null],
      [{ mode: 'reset' }, 'unavailable', null],
      [{ mode: 'refuse' }, 'unavailable', null],
    ] as const)('%p is %s', async (fault, code, retryAfter) => {
      const access = open({ timeoutSeconds: 0.5 });
      // The token was fetched before the system broke down.
      await access.find(known(example.by(person)));
      await fixture.control.fault(system, fault);
      const answersADeed = code === 'unexpected-answer';
      for (const [deed, carryOut] of deeds) {
        // A broken answer to the erasing call does not matter, because reading back decides.
        if (deed === 'erase' && answersADeed) continue;
        if (deed === 'find' && code === 'refused') {
          const { hits, searched, notSearched } = await access.find(known(example.by(person)));
          expect({ hits, searched }).toEqual({ hits: [], searched: [] });
          expect(notSearched.map(({ why }) => why)).toContain('refused');
          continue;
        }
        expect([deed, await failureOf(carryOut(access))]).toEqual([
          deed,
          expect.objectContaining({ code, retryAfter }),
        ]);
      }
    });

    test('a truncated answer is an unexpected answer', async () => {
      const access = open();
      await fixture.control.fault(system, { mode: 'truncate', match: { method: 'GET' } });
      expect((await failureOf(access.export(record, nothing))).code).toBe('unexpected-answer');
    });

    test('an endless answer is cut off', async () => {
      const access = open();
      await access.find(known(example.by(person)));
      const restore = endlessAnswers();
      try {
        for (const [deed, carryOut] of deeds) {
          if (deed === 'erase') continue;
          expect((await failureOf(carryOut(access))).code).toBe('unexpected-answer');
        }
      } finally {
        restore();
      }
    });

    test('a rejected secret is reported as credentials-rejected', async () => {
      const access = openSystem(
        fixture.sandbox,
        system,
        { settleSeconds: 1, ...example.settings },
        { secret: 'wrong' },
      );
      expect((await failureOf(access.find(known(example.by(person))))).code).toBe(
        'credentials-rejected',
      );
      const report = await access.probe();
      expect(report.problems).not.toEqual([]);
    });

    test('no failure message holds a secret or personal data', () => {
      expect(told.length).toBeGreaterThan(30);
      const secrets = Object.values(fixture.sandbox.secrets);
      const personal = [
        ...['kanarina', 'vogelsang', ...person.emails, ...person.phones, record.id],
        ...person.accounts.map(({ objectId }) => objectId),
      ];
      for (const canary of [...secrets, ...personal]) {
        const spellings = [canary, encodeURIComponent(canary)].map((text) => text.toLowerCase());
        for (const text of told) {
          for (const spelling of spellings) expect(text.toLowerCase()).not.toContain(spelling);
        }
      }
    });

    test('the person is unchanged after all faults', async () => {
      const answer = await open().verify(record, begunAt());
      expect(answer.kind).toBe('present');
    });
  });
});
