import { simulatedConnectors as connectors } from './simulated-connectors.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { RecordRef } from '../../src/domain/match.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';
import { sinkOf } from '../support/export-sink.ts';
import type { InventedPerson } from './connector-example.ts';
import { begunAt, connectorUnderTest, known, make, theFixture } from './connector-under-test.ts';
import { endlessAnswers } from './endless-answers.ts';
import { openSystem } from './open-system.ts';

const nothing = sinkOf();

describe.each(connectors.map(({ name }) => name))('%s under faults', (name) => {
  const { example, system, open, found } = connectorUnderTest(name);
  let person: InventedPerson;
  let record: RecordRef;
  const told: string[] = [];
  const operations: readonly [string, (access: SystemAccess) => Promise<unknown>][] = [
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
  afterEach(() => theFixture().control.clearFaults(system));

  async function failureOf(operation: Promise<unknown>): Promise<SystemFailure> {
    const error: unknown = await operation.then(
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
    // 200 with an error inside: the vendor's own error, but with the status of a success.
    [{ mode: 'status', status: 200 }, 'unexpected-answer', null],
    [{ mode: 'hang' }, 'unavailable', null],
    [{ mode: 'reset' }, 'unavailable', null],
    [{ mode: 'refuse' }, 'unavailable', null],
  ] as const)('%p is %s', async (fault, code, retryAfter) => {
    const access = open({ timeoutSeconds: 0.5 });
    // The token was fetched before the system broke down.
    await access.find(known(example.by(person)));
    await theFixture().control.fault(system, fault);
    const answersAnErasure = code === 'unexpected-answer';
    for (const [operation, carryOut] of operations) {
      // A broken answer to the erasing call does not matter, because reading back decides.
      if (operation === 'erase' && answersAnErasure) continue;
      if (operation === 'find' && code === 'refused') {
        const { hits, searched, notSearched } = await access.find(known(example.by(person)));
        expect({ hits, searched }).toEqual({ hits: [], searched: [] });
        expect(notSearched.map(({ why }) => why)).toContain('refused');
        continue;
      }
      expect([operation, await failureOf(carryOut(access))]).toEqual([
        operation,
        expect.objectContaining({ code, retryAfter }),
      ]);
    }
  });

  test('a truncated answer is an unexpected answer', async () => {
    const access = open();
    const match = example.exporting ?? { method: 'GET' };
    await theFixture().control.fault(system, { mode: 'truncate', when: 'after', match });
    expect((await failureOf(access.export(record, nothing))).code).toBe('unexpected-answer');
  });

  test('an endless answer is cut off', async () => {
    const access = open();
    await access.find(known(example.by(person)));
    const restore = endlessAnswers();
    try {
      for (const [operation, carryOut] of operations) {
        if (operation === 'erase') continue;
        expect((await failureOf(carryOut(access))).code).toBe('unexpected-answer');
      }
    } finally {
      restore();
    }
  });

  test('a rejected secret is reported as credentials-rejected', async () => {
    const access = openSystem(
      theFixture().sandbox,
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
    const secrets = Object.values(theFixture().sandbox.secrets);
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
