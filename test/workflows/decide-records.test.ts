// Two people share an address, and an operator chooses the person's record: with the doors, the flow on the engine of the local host, and
// the real activities.
import { gatesBy, noGates, type GateRule } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestState } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { candidatesAt } from '../../src/doors/candidates.ts';
import { decideRecords } from '../../src/doors/decide-records.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub, type FlowsOnHub } from '../support/flows-on-hub.ts';
import {
  createMemoryHouse,
  hit,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const operator: Principal = { kind: 'person', id: 'ada', roles: ['Operator'], mark: 'ada' };
const crm = systemIdOf('crm');
const email = { kind: 'email', value: 'huber@example.org' } as const;

interface Case {
  readonly house: MemoryHouse;
  readonly flows: FlowsOnHub;
  /** The records that the CRM has erased. */
  readonly erased: string[];
  /** The CRM shows its records in the other order from now on. */
  readonly turnsRound: () => void;
  readonly reaches: (state: RequestState, endings?: number) => Promise<RegisteredRequest>;
  readonly candidates: () => ReturnType<typeof candidatesAt>;
  readonly decides: (...previews: string[]) => Promise<RegisteredRequest>;
}

/** Anna and Josef Huber share an address. A third record has this address in a field that anybody can fill in. */
function withCase(
  options: {
    readonly decideWithinSeconds: number;
    readonly isLead?: boolean;
    readonly rule?: Partial<GateRule>;
  },
  story: (one: Case) => Promise<void>,
): Promise<void> {
  return withHubFile(async (file) => {
    const erased: string[] = [];
    const family = ['Anna', 'Josef'].map((given, index) =>
      hit(String(51 + index), {
        ...{ join: options.isLead ? 'free' : 'address', by: email, preview: given },
        name: { given, surname: 'Huber', display: null },
      }),
    );
    let shown = [...family];
    const directory = system('dir', {
      find: async () => [
        hit('oid-1', {
          name: { given: null, surname: null, display: null },
          reveals: [{ identifier: email, trust: 'vouched' }],
        }),
      ],
      erase: async () => ({ kind: 'done' }),
      verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
    });
    const customers = system('crm', {
      find: async (identifiers) =>
        identifiers.some(({ identifier }) => identifier.kind === 'email')
          ? shown.filter(({ record }) => !erased.includes(record.id))
          : [],
      erase: async ({ id }) => {
        erased.push(id);
        return { kind: 'done' };
      },
      verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
    });
    const made = await createMemoryHouse([directory, customers], 'erasure', undefined, {
      gates: gatesBy({ ...noGates, ...options.rule }),
    });
    const policy = { ...made.intake.policy, decideWithinSeconds: options.decideWithinSeconds };
    const now = () => new Date();
    const intake = { ...made.intake, policy, now };
    const house: MemoryHouse = { ...made, policy, now, intake };
    const flows = flowsOnHub(file, house);
    const the = async () => (await house.register.get(requestId))!;
    const candidates = async () => candidatesAt(intake, operator, await the(), crm);
    try {
      await flows.start(requestId, '1', 1);
      await story({
        ...{ house, flows, erased, candidates },
        turnsRound: () => (shown = [...shown].reverse()),
        reaches: (state, endings = 0) =>
          until(state, async () => {
            const found = await the();
            return found.state === state && found.endings >= endings && found;
          }),
        decides: async (...previews) => {
          const records = (await candidates())
            .filter(({ preview }) => previews.includes(preview))
            .map(({ code }) => code);
          const call = { caller: operator, flows, log: intake.log };
          return await decideRecords(intake, call, await the(), crm, { records, reason: null });
        },
      });
    } finally {
      await flows.stop();
    }
  });
}

const verdictOf = ({ systems }: RegisteredRequest) => systems.find(({ id }) => id === crm)?.verdict;

test('a family decided by an operator: only the record of the person is erased, and the decision lasts', () =>
  withCase({ decideWithinSeconds: 3600 }, async (one) => {
    const waiting = await one.reaches('needs-decision');
    expect(waiting.systems).toMatchObject([{}, { verdict: 'ambiguous', candidates: 2 }]);
    const first = await one.candidates();
    one.turnsRound();
    await one.flows.restart();
    await one.decides('Anna');
    const ended = await one.reaches('completed');
    expect(one.erased).toEqual(['51']);
    expect(ended.systems).toMatchObject([{ verdict: 'erased' }, { verdict: 'erased', leads: 0 }]);
    const { facts } = (await one.house.register.journal(requestId, true))!;
    expect(facts.filter(({ kind }) => kind === 'waiting')).toMatchObject([
      { for: 'needs-decision' },
    ]);
    expect(facts.find(({ kind }) => kind === 'decided')).toMatchObject({
      ...{ what: 'decide', system: crm, actor: { kind: 'person', id: 'ada' } },
      records: [first.find(({ preview }) => preview === 'Anna')!.key],
      others: [first.find(({ preview }) => preview === 'Josef')!.key],
    });
  }));

test('no record of the family is the person’s: the system is absent', () =>
  withCase({ decideWithinSeconds: 3600 }, async (one) => {
    await one.reaches('needs-decision');
    await one.decides();
    expect(verdictOf(await one.reaches('completed'))).toBe('absent');
    expect(one.erased).toEqual([]);
  }));

test('both records are the person’s', () =>
  withCase({ decideWithinSeconds: 3600 }, async (one) => {
    await one.reaches('needs-decision');
    await one.decides('Anna', 'Josef');
    expect(verdictOf(await one.reaches('completed'))).toBe('erased');
    expect(one.erased.sort()).toEqual(['51', '52']);
  }));

test('open decisions end as exceptions when their time is over, and can be made after the end', () =>
  withCase({ decideWithinSeconds: 1 }, async (one) => {
    await one.reaches('needs-decision');
    const ended = await one.reaches('completed-with-exceptions');
    expect(verdictOf(ended)).toBe('ambiguous');
    expect(one.erased).toEqual([]);
    expect(await one.decides('Josef')).toMatchObject({ state: 'running', run: 2 });
    expect(await one.reaches('completed', 2)).toMatchObject({ closeAt: null });
    expect(one.erased).toEqual(['52']);
  }));

test('a request does not wait for a decision about a lead, and a person decides about it after the end', () =>
  withCase({ decideWithinSeconds: 3600, isLead: true }, async (one) => {
    const ended = await one.reaches('completed-with-exceptions');
    expect(ended.systems[1]).toMatchObject({ verdict: 'unconfirmed', leads: 2, candidates: 2 });
    await one.decides();
    expect(verdictOf(await one.reaches('completed', 2))).toBe('absent');
  }));

test('the decision comes before the approval, which names the plan with the chosen record', () =>
  withCase({ decideWithinSeconds: 3600, rule: { approvals: 1 } }, async (one) => {
    const { planHash } = await one.reaches('needs-decision');
    await one.decides('Anna');
    const waiting = await one.reaches('awaiting-approval');
    expect(waiting.planHash).not.toBe(planHash);
    expect(verdictOf(waiting)).toBeNull();
  }));

test('a decision is refused when there is nothing to choose, or when a code names no candidate', () =>
  withCase({ decideWithinSeconds: 3600 }, async (one) => {
    const { intake } = one.house;
    const call = { caller: operator, flows: one.flows, log: intake.log };
    const refusal = (system: string, records: string[], request: RegisteredRequest) =>
      decideRecords(intake, call, request, systemIdOf(system), { records, reason: null }).then(
        () => 'done',
        (error: unknown) => (error instanceof Refused ? error.problem.code : error),
      );
    const waiting = await one.reaches('needs-decision');
    expect(await refusal('crm', ['c1'], waiting)).toBe('invalid-request');
    expect(await refusal('dir', [], waiting)).toBe('not-allowed-in-state');
    expect(await refusal('other', [], waiting)).toBe('not-found');
    await one.decides('Anna');
    const ended = await one.reaches('completed');
    expect(await refusal('crm', [], ended)).toBe('not-allowed-in-state');
    expect(await refusal('crm', [], waiting)).toBe('not-allowed-in-state');
  }));
