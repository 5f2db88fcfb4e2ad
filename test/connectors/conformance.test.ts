import { readdirSync } from 'node:fs';
import { systemIdOf } from '../../src/domain/system.ts';
import { simulatedConnectors as connectors } from './simulated-connectors.ts';
import type { RecordRef } from '../../src/domain/match.ts';
import type { Pending, SystemAccess } from '../../src/ports/system-access.ts';
import { sinkOf } from '../support/export-sink.ts';
import type { InventedPerson } from './connector-example.ts';
import {
  begunAt as begunBefore,
  connectorUnderTest,
  examples,
  known,
  make,
  theFixture,
} from './connector-under-test.ts';

test('every connector of the catalogue has an example', () => {
  expect(readdirSync(examples).sort()).toEqual(connectors.map(({ name }) => `${name}.ts`).sort());
});

/** Repeats an operation until it is done, as the flow does. The simulators’ clock advances meanwhile. */
async function untilDone<T extends { kind: string; since?: string; seconds?: number }>(
  operation: (repeated: boolean, since: string | null) => Promise<T>,
): Promise<Exclude<T, Pending>> {
  let since: string | null = null;
  for (let turn = 0; turn < 20; turn += 1) {
    const answer: T = await operation(turn > 0, since);
    if (answer.kind !== 'pending') return answer as Exclude<T, Pending>;
    since = answer.since ?? null;
    const advanceSeconds = Math.min(answer.seconds ?? 1, 10);
    await theFixture().control.call('POST', 'clock', { advanceSeconds });
  }
  throw new Error('still pending');
}

describe.each(connectors.map(({ name }) => name))('%s', (name) => {
  const { example, system, open, found } = connectorUnderTest(name);
  const begunAt = () => begunBefore(example.graceDays);

  const effects = async (person: InventedPerson, after: number) => {
    const lines = await theFixture().control.journal(system, after);
    expect(person.person).not.toBe('');
    return lines.filter(({ effect }) => effect !== null).map(({ effect }) => effect);
  };
  const lastLine = async () => (await theFixture().control.journal()).at(-1)?.seq ?? 0;

  async function eraseAndVerify(access: SystemAccess, record: RecordRef) {
    const begun = begunAt();
    await untilDone((repeated, since) => access.erase(record, { begunAt: begun, repeated, since }));
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
    const lines = await theFixture().control.journal(system, before);
    expect(lines.filter(({ path }) => !path.includes('token'))).toEqual([]);
    expect((await open().find(known(example.beside))).hits).toEqual([]);
  });

  test('masks the person in the preview, and vouches for its own id', async () => {
    const person = await make(example.person);
    const hit = await found(open(), person);
    expect(hit.by).toEqual(example.by(person)[0]);
    // Some vendors store the name in one field.
    const { given, surname, display } = hit.name;
    expect(given === null ? display : `${given} ${surname ?? ''}`).toBe('Kanarina Vogelsang');
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
    expect(await theFixture().control.journal(system, before)).toEqual([]);
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
    const traces = await theFixture().control.traces(person.person);
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
    await theFixture().control.fault(system, {
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
    const lines = await theFixture().control.journal(system, before);
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
});
