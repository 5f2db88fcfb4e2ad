import type { NewFact } from '../../src/domain/fact.ts';
import { gatesBy, noGates } from '../../src/domain/gates.ts';
import { requestIdOf, type RegisteredRequest, type RequestId } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { settle } from '../../src/domain/settle.ts';
import { failedWith, settledAs, type Settlement } from '../../src/domain/verdict.ts';
import { factOfAcceptance, factOfMove } from '../../src/journal/facts-of.ts';
import { beginJournal, grow, type GrownRequest } from '../../src/azure/register/stored-journal.ts';
import { untouched } from '../../src/journal/apply-fact.ts';

/** The systems, each with its connector. */
const connectors = [
  ['b2c-de', 'azure-ad-b2c'],
  ['b2c-fr', 'azure-ad-b2c'],
  ['b2c-us', 'azure-ad-b2c'],
  ['hubspot', 'hubspot'],
  ['mailchimp', 'mailchimp'],
] as const;

const dayMs = 24 * 3600_000;
const first = Date.parse('2026-01-01T00:00:00.000Z');

/** The number of requests of each rare kind. They are spread over all ages; only `presentAndOld` are among the oldest. */
const rare = { open: 800, waiting: 60, failedInHubspot: 300, presentAndOld: 10 };

/**
 * The request with this number, of the given number of requests. Nearly all are completed erasures. Some are open, and some of these wait for a
 * system. Some failed in one system. Some of the oldest left data.
 */
export function seededRequest(number: number, of: number): GrownRequest {
  const spread = (many: number, from = 0) => (number + from) % Math.floor(of / many) === 0;
  const fresh = newRequest(number);
  if (spread(rare.open)) return openRequest(fresh, spread(rare.waiting * 13));
  const settlements = connectors.map(([id], index): Settlement => {
    if (id === 'hubspot' && spread(rare.failedInHubspot, 7)) return failedWith('unavailable');
    if (id === 'mailchimp' && number < 10 * rare.presentAndOld && number % 10 === 3)
      return settledAs('present');
    return settledAs(index === 1 ? 'absent' : 'erased');
  });
  return endedRequest(fresh, settlements);
}

/** The id of the request with this number; a later one has a higher number. */
export function numberedId(number: number): RequestId {
  return requestIdOf(`01KAJ3Q${String(number).padStart(19, '0')}`);
}

function newRequest(number: number): RegisteredRequest {
  const at = new Date(first + number * 60_000);
  return {
    id: numberedId(number),
    owner: `key:${'A'.repeat(43)}`,
    type: 'erasure',
    regulation: 'gdpr',
    language: 'de',
    reference: `CASE-${String(number).padStart(6, '0')}`,
    state: 'received',
    reason: null,
    receivedAt: at.toISOString(),
    dueAt: new Date(at.getTime() + 30 * dayMs).toISOString(),
    updatedAt: at.toISOString(),
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: gatesBy(noGates),
    reminded: [],
    run: 1,
    dossier: 0,
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    systems: connectors.map(([id, connector]) =>
      untouched({ id: systemIdOf(id), connector, title: `The system ${id}` }, at.toISOString()),
    ),
    progress: [],
    flowVersion: '1',
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: connectors.map(([id]) => systemIdOf(id)),
    hasCallback: false,
  };
}

const actor = { kind: 'service' } as const;

function openRequest(request: RegisteredRequest, waits: boolean): GrownRequest {
  const at = request.receivedAt;
  const journal = beginJournal(factOfAcceptance(request, { actor: { kind: 'key' }, door: 'http' }));
  const tries = request.systemIds.map((system): NewFact => {
    const isLater = waits && system === 'hubspot';
    const outcome = isLater ? 'later' : 'done';
    const code = isLater ? 'unavailable' : null;
    const nextAt = isLater ? new Date(Date.parse(at) + 600_000).toISOString() : null;
    return { at, kind: 'tried', actor, system, step: 'erase', attempt: 1, outcome, code, nextAt };
  });
  return grow({ request, journal }, [factOfMove('running', at), ...tries]);
}

function endedRequest(
  request: RegisteredRequest,
  settlements: readonly Settlement[],
): GrownRequest {
  const finishedAt = new Date(Date.parse(request.receivedAt) + 3600_000).toISOString();
  const isGood = settlements.every(({ verdict }) => verdict === 'erased' || verdict === 'absent');
  const systems = request.systems.map((line, index) => ({
    ...settle(line, settlements[index] ?? settledAs('absent')),
    counts: { found: { users: 1 }, left: { users: 0, deletedItems: 0 } },
    attempts: 3,
    updatedAt: finishedAt,
    searched: (['object-id', 'email', 'phone'] as const).map((by) => ({
      ...({ by, in: 'live', found: 1 } as const),
    })),
  }));
  const ended = {
    ...request,
    systems,
    state: isGood ? 'completed' : 'completed-with-exceptions',
    planHash: 'h'.repeat(64),
    updatedAt: finishedAt,
    finishedAt,
    delivery: { state: 'delivered', attempts: 1 },
    endings: 1,
  } as const;
  return {
    request: ended,
    journal: { head: { seq: 51, hash: 'f'.repeat(64) }, tail: [], fresh: [] },
  };
}
