import fc from 'fast-check';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import { isTerminal, requestStates, type RegisteredRequest } from '../../../src/domain/request.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { verdicts, type Verdict } from '../../../src/domain/verdict.ts';
import { fitsFilter } from '../../../src/ports/fits-filter.ts';
import type { Register } from '../../../src/ports/register.ts';
import type { RequestFilter } from '../../../src/ports/request-filter.ts';
import { MemoryRows, openMemoryTable } from '../../support/memory-table.ts';
import { numberedRequest } from '../../support/numbered-request.ts';
import { bringTo, systemLine } from '../../support/requests.ts';

// Lists find requests by rows of their own. They must show the same requests as reading every request would, and read only a few others.

const names = ['crm', 'shop', 'mail'] as const;
const system = fc.constantFrom(...names).map(systemIdOf);
const verdict = fc.constantFrom(...verdicts);
const later = (name: string) => ({
  ...({ at: '2026-03-02T10:00:00.000Z', kind: 'tried', actor: { kind: 'service' } } as const),
  ...({ step: 'erase', attempt: 1, outcome: 'later', code: 'unavailable' } as const),
  ...{ system: systemIdOf(name), nextAt: '2026-03-02T11:00:00.000Z' },
});

const taken = (id: string) => ({
  ...({ at: '2026-03-02T10:00:00.000Z', kind: 'assigned', to: 'me' } as const),
  actor: { kind: 'person', id } as const,
});

interface Seed {
  readonly state: RegisteredRequest['state'];
  readonly type: 'access' | 'erasure';
  readonly reference: string | null;
  /** In the order of the names. */
  readonly systems: readonly (Verdict | null)[];
  readonly day: number;
  readonly heldUpBy: string | null;
  readonly handledBy: string | null;
}

const request: fc.Arbitrary<Seed> = fc.record({
  state: fc.constantFrom(...requestStates),
  type: fc.constantFrom('access', 'erasure'),
  reference: fc.constantFrom(null, 'A', 'A-1', 'A-10', 'B.1', '0'),
  systems: fc.tuple(...names.map(() => fc.option(verdict, { freq: 2 }))),
  day: fc.integer({ min: 1, max: 9 }),
  heldUpBy: fc.option(fc.constantFrom(...names), { freq: 1 }),
  handledBy: fc.option(fc.constantFrom('ada', 'ada-2'), { freq: 1 }),
});
const some = <T>(values: fc.Arbitrary<T>) =>
  fc.option(fc.uniqueArray(values, { minLength: 1, maxLength: 3 }), { nil: undefined });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 1 });
const filter = fc
  .record({
    states: some(fc.constantFrom(...requestStates)),
    verdicts: some(verdict),
    system: maybe(system),
    waiting: maybe(fc.oneof(system, fc.constant('any' as const))),
    reference: maybe(fc.constantFrom('A', 'A-1', 'B', '0', '01KAJ3Q000000000000000000')),
    type: maybe(fc.constantFrom('access', 'erasure')),
    assigned: maybe(fc.constantFrom('ada', 'ada-2').map((id) => ({ kind: 'person', id }))),
    sort: fc.constantFrom('received', 'due'),
    limit: fc.integer({ min: 1, max: 4 }),
  } as const)
  .map((given): RequestFilter => {
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(present), limit: given.limit };
  });

async function opened(requests: readonly Seed[]) {
  const rows = new MemoryRows();
  const register = createTableRegister(
    openMemoryTable(rows, () => Promise.resolve()),
    () => new Date('2026-03-02T10:30:00.000Z'),
  );
  const all: RegisteredRequest[] = [];
  for (const [number, seed] of requests.entries()) {
    const { state, type, reference, systems, day, heldUpBy, handledBy } = seed;
    const id = numberedRequest(number);
    const lines = systems.map((one, at) => systemLine(names[at] ?? '', { verdict: one }));
    const dueAt = `2026-03-0${String(day)}T22:59:59.999Z`;
    const known = { id, type, reference, dueAt, systems: lines } as const;
    const ended = await bringTo(register, isTerminal(state) ? { ...known, state } : known);
    if (heldUpBy !== null && !isTerminal(ended.state)) await register.append(id, [later(heldUpBy)]);
    if (!isTerminal(state) && state !== 'received') await register.update(id, { state });
    if (handledBy !== null) await register.append(id, [taken(handledBy)]);
    const stored = await register.get(id);
    if (stored) all.push(stored);
  }
  return { rows, register, all };
}

/** The ids of all pages. */
async function listed(register: Register, of: RequestFilter): Promise<string[]> {
  const ids: string[] = [];
  for (let page, more = of; ; more = { ...of, continuation: page.continuation }) {
    page = await register.list(more);
    ids.push(...page.items.map(({ id }) => id));
    if (page.continuation === null) return ids;
  }
}

test('a list shows the requests that fit its filter, in its order, page by page', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(request, { maxLength: 12 }),
      fc.array(filter, { minLength: 1, maxLength: 12 }),
      async (requests, filters) => {
        const { register, all } = await opened(requests);
        for (const of of filters) {
          const place = ({ dueAt, id }: RegisteredRequest) =>
            of.sort === 'due' ? `${dueAt} ${id}` : id;
          const fitting = all.filter((one) => fitsFilter(one, of));
          fitting.sort((one, other) => (place(one) < place(other) ? -1 : 1));
          if (of.sort !== 'due') fitting.reverse();
          expect(await listed(register, of)).toEqual(fitting.map(({ id }) => id));
        }
      },
    ),
    { numRuns: 60 },
  ));

describe('of many requests', () => {
  const usual: Seed = {
    ...{ state: 'completed', type: 'erasure', reference: null, day: 2, heldUpBy: null },
    handledBy: null,
    systems: ['erased', 'absent', 'erased'],
  };
  const seldom: Seed[] = [
    { ...usual, state: 'failed', systems: ['failed', 'erased', 'erased'] },
    { ...usual, state: 'running', systems: [null, 'present', null], heldUpBy: 'crm' },
    { ...usual, reference: 'CASE-7' },
    { ...usual, handledBy: 'ada' },
  ];

  test.each([
    ['a verdict', { verdicts: ['failed'] }, 1],
    ['a verdict of a system', { verdicts: ['present'], system: systemIdOf('shop') }, 1],
    ['several verdicts', { verdicts: ['present', 'failed'] }, 2],
    ['who handles them', { assigned: { kind: 'person', id: 'ada' } }, 1],
    ['a state', { states: ['failed'] }, 1],
    ['open states', { states: ['running', 'on-hold'] }, 1],
    ['a system that holds them up', { waiting: systemIdOf('crm') }, 1],
    ['the beginning of a reference', { reference: 'CASE' }, 1],
    ['the beginning of an id', { reference: numberedRequest(10).slice(0, -1) }, 10],
    ['the due date', { sort: 'due' }, 1],
  ] as const)('a list by %s reads only the few that it shows', async (_name, of, shown) => {
    const { rows, register } = await opened([
      ...seldom,
      ...Array.from({ length: 80 }, () => usual),
    ]);
    const read: string[] = [];
    const [get, between] = [rows.get.bind(rows), rows.between.bind(rows)];
    rows.get = (key) => (read.push(key), get(key));
    rows.between = (from, to) => {
      const found = between(from, to);
      read.push(...found.map(({ rowKey }) => rowKey));
      return found;
    };
    expect((await register.list({ ...of, limit: 50 })).items).toHaveLength(shown);
    expect(read.length).toBeLessThanOrEqual(2 * shown);
  });

  test('a list by a verdict shows a request at once, while it still runs', async () => {
    const { register } = await opened([]);
    const { id } = await bringTo(register, {});
    await register.recordSystem(id, systemLine('hubspot', { verdict: 'failed' }));
    expect(await listed(register, { verdicts: ['failed'], limit: 5 })).toEqual([id]);
    await register.recordSystem(id, systemLine('hubspot', { verdict: 'erased' }));
    expect(await listed(register, { verdicts: ['failed'], limit: 5 })).toEqual([]);
  });

  test('a request with more failed systems than it has rows for is found by each of them', async () => {
    const { register } = await opened([]);
    const lines = Array.from({ length: 30 }, (_, number) =>
      systemLine(`tenant-${String(number)}`, { verdict: 'failed' }),
    );
    const { id } = await bringTo(register, { state: 'failed', systems: lines });
    for (const { id: one } of lines)
      expect(await listed(register, { verdicts: ['failed'], system: one, limit: 5 })).toEqual([id]);
  });

  test('the sweeper writes the rows for requests of an earlier version, and these requests change like all others', async () => {
    const { rows, register } = await opened(seldom);
    for (const { lists: _lists, ...row } of rows.between('r-', 's'))
      rows.write([['update', { partitionKey: 'register', ...row }, 'Replace']]);
    for (const { rowKey } of ['at-', 'verdict-', 'ref-'].flatMap((of) =>
      rows.between(of, `${of}~`),
    ))
      rows.write([['delete', { partitionKey: 'register', rowKey }]]);
    const later = createTableRegister(
      openMemoryTable(rows, () => Promise.resolve()),
      () => new Date('2026-03-02T12:00:00.000Z'),
    );
    const failed = { verdicts: ['failed'], limit: 5 } as const;
    expect(await listed(later, failed)).toEqual([]);
    expect(await later.adopt()).toBe(4);
    expect(await later.adopt()).toBe(0);
    expect(await listed(later, failed)).toEqual([numberedRequest(0)]);
    expect(await listed(later, { reference: 'CASE', limit: 5 })).toEqual([numberedRequest(2)]);
    await register.update(numberedRequest(1), { state: 'on-hold' });
    expect(await listed(later, { states: ['on-hold'], limit: 5 })).toEqual([numberedRequest(1)]);
  });
});
