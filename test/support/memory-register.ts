import { deepStrictEqual } from 'node:assert/strict';
import type { NewFact } from '../../src/domain/fact.ts';
import { checkFact } from '../../src/journal/fact-schema.ts';
import { appendFacts } from '../../src/journal/append-facts.ts';
import { project, projectedPart } from '../../src/journal/apply-fact.ts';
import { chain, headOf, noFacts } from '../../src/journal/chain.ts';
import {
  factOfAcceptance,
  factOfClosing,
  factOfCorrection,
  factOfDelivery,
  factOfMove,
  factOfVerdict,
  factsOfEnd,
  factsOfPlan,
  factsOfWatch,
} from '../../src/journal/facts-of.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../src/domain/request.ts';
import { onlyReads, standsStill } from '../../src/domain/order-of-arrival.ts';
import type { Register } from '../../src/ports/register.ts';
import type { Acceptance, AcceptanceResult } from '../../src/ports/register-writes.ts';
import { waitingSystems } from '../../src/domain/progress.ts';
import { tallyOf } from './tally-of.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { KeyRing } from '../../src/ports/key-ring.ts';
import { begin, join, turnOf } from './memory-order.ts';
import { pageOf } from './page-of.ts';
import { isOpen, memoryUpkeep, type SpentKey, type Stored } from './memory-upkeep.ts';

export interface MemoryRegister extends Register {
  /** Every request that was ever registered, oldest first. */
  readonly requests: () => RegisteredRequest[];
}

/** The register in memory, with the rules of the port and none of its storage. */
export function createMemoryRegister(keys: KeyRing, now: Clock): MemoryRegister {
  const stored = new Map<RequestId, Stored>();
  const spent = new Map<string, SpentKey>();

  function the(requestId: RequestId): Stored {
    const found = stored.get(requestId);
    if (!found) throw new Error('The register does not know this request.');
    return found;
  }
  const all = (): Stored[] => [...stored.values()];

  /** The row is computed from the facts alone. */
  function grow(one: Stored, facts: readonly NewFact[]): void {
    for (const fact of facts) checkFact(fact);
    const grown = appendFacts(one.request, facts);
    one.request = grown.row;
    one.facts.push(...chain(headOf(one.facts), grown.facts));
    deepStrictEqual(projectedPart(project(one.facts)), projectedPart(one.request));
  }

  function accept({
    request,
    idempotency,
    likenessHash,
    claims,
    by,
    facts = [],
  }: Acceptance): AcceptanceResult {
    if (stored.has(request.id)) return { kind: 'accepted' };
    const before = idempotency && spent.get(idempotency.keyHash);
    if (before)
      return before.bodyHash === idempotency.bodyHash ? before.answer : { kind: 'key-reused' };
    const like = all().findLast((one) => isOpen(one) && one.likenessHash === likenessHash);
    const answering = like?.request ?? request;
    if (idempotency)
      spent.set(idempotency.keyHash, {
        bodyHash: idempotency.bodyHash,
        answer: {
          kind: 'repeated',
          requestId: answering.id,
          answered: { alike: like !== undefined, state: answering.state },
        },
      });
    if (like) return { kind: 'alike', requestId: like.request.id, state: like.request.state };
    const one: Stored = {
      request,
      likenessHash,
      claims: new Set(),
      after: new Set(),
      begun: false,
      searching: onlyReads(request.type),
      intents: new Map(),
      hasPackage: false,
      watchList: null,
      facts: chain(noFacts, [factOfAcceptance(request, by)]),
    };
    grow(one, facts);
    stored.set(request.id, one);
    join(one, claims, all());
    return { kind: 'accepted' };
  }

  return {
    requests: () => all().map(({ request }) => request),
    accept: async (acceptance) => accept(acceptance),
    answeredBefore: async ({ keyHash, bodyHash }) => {
      const before = spent.get(keyHash);
      if (!before) return null;
      return before.bodyHash === bodyHash ? before.answer : { kind: 'key-reused' };
    },
    get: async (requestId) => stored.get(requestId)?.request ?? null,
    ended: async (requestId) => {
      const one = stored.get(requestId);
      return one && !isOpen(one) ? one.request : null;
    },
    list: async (filter) =>
      pageOf(
        all().map(({ request }) => request),
        filter,
      ),
    tally: async (at) =>
      tallyOf(
        all().map(({ request }) => request),
        at,
      ),
    waitingCount: async (system) =>
      all().filter((one) => isOpen(one) && waitingSystems(one.request.progress).includes(system))
        .length,
    update: async (requestId, { state, delivery, ending, facts = [] }) => {
      const one = the(requestId);
      const at = now().toISOString();
      grow(one, state ? [...facts, factOfMove(state, at)] : facts);
      const isEndOf = !isOpen(one) && one.request.endings === ending;
      if (delivery && (ending === undefined || isEndOf)) grow(one, [factOfDelivery(delivery, at)]);
      return one.request;
    },
    change: async (requestId, look) => {
      const one = the(requestId);
      if (!isOpen(one)) return one.request;
      const { facts, gates } = look(one.request);
      grow(one, facts);
      one.request = { ...one.request, gates };
      return one.request;
    },
    recordSystem: async (requestId, system, before = []) =>
      grow(the(requestId), [...before, factOfVerdict(system)]),
    appendUnlisted: async (requestId, facts) => grow(the(requestId), facts),
    append: async (requestId, facts, unless) => {
      const one = the(requestId);
      if (!unless?.(one.facts)) grow(one, facts);
    },
    journal: async (requestId) => {
      const facts = stored.get(requestId)?.facts;
      return facts ? { facts: [...facts], head: headOf(facts) } : null;
    },
    claimFound: async (requestId, hashes) => join(the(requestId), hashes, all()),
    claim: async (requestId, hashes, plan, orderWaitSeconds, facts = []) => {
      const one = the(requestId);
      if (!isOpen(one)) return 'ready';
      const { planHash, systems, dossier, asking } = plan;
      const state = plan.stateOf(one.request);
      if (state === null) return 'ready';
      join(one, hashes, all());
      const begins = !standsStill(state);
      const turn = begins ? turnOf(one, all(), orderWaitSeconds, now()) : 'ready';
      if (turn !== 'ready') return turn;
      if (begins) begin(one, all());
      one.searching = false;
      const planned = { state, planHash, systems };
      const written = factsOfPlan(one.request, planned, now().toISOString());
      const isNew = written.some(({ kind }) => kind === 'planned');
      grow(one, isNew ? [...facts, ...written] : written);
      const { gates } = one.request;
      one.request = { ...one.request, dossier, gates: asking?.(gates) ?? gates };
      return turn;
    },
    claimants: async (hashes) =>
      all()
        .filter((one) => isOpen(one) && hashes.some((hash) => one.claims.has(hash)))
        .map(({ request }) => request),
    turnOf: async (requestId, orderWaitSeconds) =>
      turnOf(the(requestId), all(), orderWaitSeconds, now()),
    writeIntent: async (requestId, systemId, name, begunAt, fact) => {
      const one = the(requestId);
      const before = one.intents.get(`${systemId} ${name}`);
      if (before) return { begunAt: before.begunAt, repeated: true };
      one.intents.set(`${systemId} ${name}`, { system: systemId, name, begunAt, state: null });
      grow(one, [fact]);
      return { begunAt, repeated: false };
    },
    markIntent: async (requestId, systemId, name, state, fact) => {
      const one = the(requestId);
      const before = one.intents.get(`${systemId} ${name}`);
      if (!before) throw new Error('The register does not know this intent.');
      before.state = state;
      if (fact) grow(one, [fact]);
    },
    intentsOf: async (requestId) => [...the(requestId).intents.values()].map((one) => ({ ...one })),
    end: async (requestId, { watchList, run, dossier, ...ending }) => {
      const one = the(requestId);
      if (!isOpen(one)) return one.request;
      if (one.request.run !== run) return one.request;
      grow(one, factsOfEnd(one.request, ending));
      one.request = {
        ...one.request,
        watchAt: ending.watchAt,
        dossier: dossier ?? one.request.dossier,
      };
      one.claims.clear();
      one.watchList = watchList ?? (ending.watchAt === null ? null : one.watchList);
      one.hasPackage = one.request.type !== 'erasure';
      if (ending.closeAt === null) await keys.destroy(requestId, 'dossier');
      return one.request;
    },
    reopen: async (requestId, look) => {
      const one = the(requestId);
      const begun = one.begun || one.request.gates.passed === true;
      const { facts, gates } = look(one.request, begun);
      grow(one, facts);
      const passed = begun && { passed: true as const };
      one.request = {
        ...one.request,
        watchAt: null,
        gates: { ...gates, ...passed, unheard: true },
      };
      Object.assign(one, { begun: false, searching: false, hasPackage: false });
      one.claims.clear();
      one.after.clear();
      return one.request;
    },
    ...memoryUpkeep(stored, spent, now),
    watchList: async (requestId) => the(requestId).watchList,
    watched: async (requestId, { systems = [], results = [], watchAt, corrected }) => {
      const one = the(requestId);
      if (isOpen(one)) return one.request;
      if (watchAt === null) one.watchList = null;
      grow(one, factsOfWatch(one.request, systems, results, now().toISOString()));
      if (corrected) grow(one, [factOfCorrection(one.request, corrected)]);
      one.request = { ...one.request, watchAt };
      return one.request;
    },
    close: async (requestId) => {
      const { state, closeAt, hasCallback, watchAt, delivery } = the(requestId).request;
      if (!isTerminal(state) || closeAt === null) return;
      grow(the(requestId), [factOfClosing(now().toISOString())]);
      await keys.destroy(requestId, 'dossier');
      if (hasCallback && watchAt === null && delivery.state === 'delivered')
        await keys.destroy(requestId, 'callback');
    },
    adopt: async () => 0,
  };
}
