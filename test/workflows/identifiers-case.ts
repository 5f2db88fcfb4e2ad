import { gatesBy, noGates, type Decided, type GateRule } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestState, RequestType } from '../../src/domain/request.ts';
import { addIdentifiers } from '../../src/doors/add-identifiers.ts';
import { decide } from '../../src/doors/decide.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import { identifiersSchema } from '../../src/doors/request-schema.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub, type FlowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const operator: Principal = { kind: 'person', id: 'ada', roles: ['Operator'], mark: 'ada' };
export const address = 'ada@home.example';
export const email = { kind: 'email', value: address } as const;

/** A request to which identifiers are added, with its flow on the engine of the local host. */
export interface Case {
  readonly flows: FlowsOnHub;
  readonly adds: (value?: string, wakes?: boolean) => Promise<RegisteredRequest>;
  readonly refusal: (value?: string) => Promise<unknown>;
  readonly decides: (decided: Decided) => Promise<RegisteredRequest>;
  readonly reaches: (
    state: RequestState,
    ...another: (string | null)[]
  ) => Promise<RegisteredRequest>;
  /** The records that were erased or exported, in order. */
  readonly done: readonly string[];
  /** Lets the directory answer its first search. */
  readonly answers: () => void;
  readonly sweeps: () => Promise<void>;
  readonly house: Awaited<ReturnType<typeof createMemoryHouse>>;
}

/** The account is in the directory. The shop knows the person by an e-mail address that nobody named yet. */
export function withCase(
  rule: Partial<GateRule>,
  story: (one: Case) => Promise<void>,
  options: { type?: RequestType; isFamily?: boolean; isSlow?: boolean } = {},
): Promise<void> {
  const { type = 'erasure', isFamily = false, isSlow = false } = options;
  return withHubFile(async (file) => {
    const done: string[] = [];
    const first = Promise.withResolvers<undefined>();
    if (!isSlow) first.resolve(undefined);
    const methods = {
      erase: async ({ id }: { id: string }) => {
        done.push(id);
        return { kind: 'done' as const };
      },
      export: async ({ id }: { id: string }) => {
        done.push(id);
        return { records: 1 };
      },
      verify: async () => ({ kind: 'gone' as const, left: {}, residuals: [] }),
    };
    const left = (hits: ReturnType<typeof hit>[]) =>
      hits.filter(({ record }) => !done.includes(record.id) || type === 'access');
    const directory = system('dir', {
      ...methods,
      find: async () => {
        await first.promise;
        return left([hit('oid-ada')]);
      },
    });
    const shop = system('shop', {
      ...methods,
      find: async (asked) => {
        const isKnown = asked.some(
          ({ identifier }) => identifier.kind === 'email' && identifier.value === address,
        );
        return isKnown ? left([hit('cart-7', { join: 'address', by: email })]) : [];
      },
    });
    const family = ['Anna', 'Josef'].map((given, index) =>
      hit(`f-${String(index)}`, {
        name: { given, surname: 'Huber', display: null },
      }),
    );
    const crm = system('crm', { ...methods, find: async () => (isFamily ? family : []) });
    const made = await createMemoryHouse([directory, shop, crm], type, undefined, {
      gates: gatesBy({ ...noGates, ...rule }),
    });
    const now = () => new Date();
    const policy = { ...made.policy, decideWithinSeconds: 3600 };
    const house = { ...made, now, policy };
    const intake = { ...made.intake, systems: made.systems, now };
    const flows = flowsOnHub(file, house);
    const the = async () => (await house.register.get(requestId))!;
    const adds: Case['adds'] = async (value = address, wakes = true) => {
      const { subject } = identifiersSchema.parse({ subject: { emails: [value] } });
      const deaf = { ...flows, wake: () => Promise.reject(new Error('away')) };
      const call = { caller: operator, flows: wakes ? flows : deaf, log: intake.log };
      return await addIdentifiers(intake, call, await the(), subject);
    };
    try {
      await flows.start(requestId, '1', 1);
      await story({
        ...{ flows, adds, done, house },
        answers: () => first.resolve(undefined),
        refusal: (value) =>
          adds(value).then(
            () => 'done',
            (error: unknown) => (error instanceof Refused ? error.problem : error),
          ),
        decides: (decided) =>
          decide(intake, { caller: operator, flows, log: intake.log }, requestId, decided),
        reaches: (state, ...another) =>
          until(state, async () => {
            const found = await the();
            return found.state === state && !another.includes(found.planHash) && found;
          }),
        sweeps: async () => {
          const later = () => new Date(Date.now() + 15_000);
          await sweep({ ...intake, now: later }, { flows, log: intake.log }, async () => undefined);
        },
      });
    } finally {
      await flows.stop();
    }
  });
}
