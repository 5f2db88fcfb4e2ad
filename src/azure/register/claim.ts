import { TableTransaction } from '@azure/data-tables';
import type { NewFact } from '../../domain/fact.ts';
import { standsStill, type Turn } from '../../domain/order-of-arrival.ts';
import {
  isTerminal,
  type RegisteredRequest,
  type RequestId,
  type RequestState,
} from '../../domain/request.ts';
import type { Planned } from '../../ports/register-writes.ts';
import { joinClaims, unclaimed } from './claim-rows.ts';
import { joinIn, withJoined } from './join.ts';
import type { RegisterParts } from './register-parts.ts';
import type { Holdings } from './request-entity.ts';
import { searchingRow, registerPartition } from './rows.ts';
import { factsOfPlan } from '../../journal/facts-of.ts';
import { mostIndexChanges } from './index-rows.ts';
import { grow } from './stored-journal.ts';
import { addReplacing, type StoredRequest } from './stored-requests.ts';
import { mostOperations, untilUndisturbed } from './transaction.ts';
import { askTurn, decideOrder } from './turn.ts';

export interface Claiming {
  readonly requestId: RequestId;
  readonly hashes: readonly string[];
  readonly plan: Planned;
  /** The facts of the search, which are written with the plan. */
  readonly facts: readonly NewFact[];
  readonly orderWaitSeconds: number;
}

/** The row of the request, the row that says that it is searching, and the rows by which lists find it. */
const operationsBeside = 2 + mostIndexChanges;
const mostBeside = mostOperations - operationsBeside;

/**
 * Claims everything for the request and writes the plan if the request may begin. When no other request has the same claims, this is one
 * transaction. A plan that leads to a gate is written even when another request comes first: the request claims again when it leaves the
 * gate.
 */
export async function claimIn(parts: RegisterParts, claiming: Claiming): Promise<Turn> {
  if (await claimAtOnce(parts, claiming)) return 'ready';
  await joinIn(parts, claiming.requestId, claiming.hashes);
  return await untilUndisturbed(() => planWhenReady(parts, claiming));
}

/** Tries to write claims and plan without reading the claims of other requests. */
async function claimAtOnce(parts: RegisterParts, claiming: Claiming): Promise<boolean> {
  const stored = await parts.requests.recall(claiming.requestId);
  const state = stateAfter(stored, claiming);
  if (state === null) return true;
  const { after, undecided, begun, claims } = stored.holdings;
  const held = new Set(claims);
  const missing = [...new Set(claiming.hashes)].filter((hash) => !held.has(hash));
  if (after.length + undecided.length > 0 || missing.length > mostBeside) return false;
  const searches = () => parts.awaitsSearch(stored.request, claiming.orderWaitSeconds);
  if (needsTurn(state) && !begun && (await searches())) return false;
  const change = new TableTransaction();
  const joined = joinClaims(change, { id: claiming.requestId, begun }, unclaimed(missing));
  const holdings = withJoined(stored.holdings, joined);
  return await writePlan(parts, { stored, holdings, state }, claiming, change);
}

async function planWhenReady(
  parts: RegisterParts,
  claiming: Claiming,
): Promise<Turn | 'disturbed'> {
  const { requests } = parts;
  const stored = await requests.recall(claiming.requestId);
  const state = stateAfter(stored, claiming);
  if (state === null) return 'ready';
  const change = new TableTransaction();
  if (!needsTurn(state)) {
    // The later requests with the same claims wait for this request from now on, although it waits at a gate itself.
    const holdings = { ...stored.holdings, ...(await decideOrder(requests, stored)) };
    const next = { stored, holdings, state };
    return (await writePlan(parts, next, claiming, change)) ? 'ready' : 'disturbed';
  }

  const { known, passed, ...asked } = await askTurn(parts, stored, claiming.orderWaitSeconds);
  const turn = passed.length > mostBeside ? 'earlier-request' : asked.turn;
  const holdings = { ...stored.holdings, ...known };
  if (turn !== 'ready') {
    if (known.undecided.length === stored.holdings.undecided.length) return turn;
    return (await requests.replace(stored, { holdings })) ? turn : 'disturbed';
  }
  for (const ahead of passed) {
    const after = [...ahead.holdings.after, claiming.requestId];
    addReplacing(change, ahead, { holdings: { ...ahead.holdings, after } });
    requests.forget(ahead.request.id);
  }
  const next = { stored, holdings, state };
  return (await writePlan(parts, next, claiming, change)) ? 'ready' : 'disturbed';
}

/** The next state after the plan; null when nothing must be written any more. */
function stateAfter({ request }: StoredRequest, { plan }: Claiming): RequestState | null {
  return isTerminal(request.state) ? null : plan.stateOf(request);
}

function needsTurn(state: RequestState): boolean {
  return !standsStill(state);
}

interface Next {
  readonly stored: StoredRequest;
  readonly holdings: Holdings;
  readonly state: RequestState;
}

/** Members of the row that are in no fact. A plan that changes nothing leaves the row as it is. */
function withPlan(
  request: RegisteredRequest,
  dossier: number,
  gates: RegisteredRequest['gates'],
): RegisteredRequest {
  const isKnown = dossier === request.dossier && gates === request.gates;
  return isKnown ? request : { ...request, dossier, gates };
}

async function writePlan(
  { requests, now }: RegisterParts,
  { stored, holdings, state }: Next,
  { plan: { planHash, systems, dossier, asking }, facts: before }: Claiming,
  change: TableTransaction,
): Promise<boolean> {
  const { request } = stored;
  if (holdings.searching) change.deleteEntity(registerPartition, searchingRow(request.id));
  const begins = needsTurn(state) && { begun: true, after: [], undecided: [] };
  const written = factsOfPlan(request, { planHash, systems, state }, now().toISOString());
  // When the plan is already known, the facts of its search were written before.
  const isNew = written.some(({ kind }) => kind === 'planned');
  const facts = isNew ? [...before, ...written] : written;
  const grown = grow(stored, facts);
  const next = {
    ...grown,
    request: withPlan(grown.request, dossier, asking?.(request.gates) ?? request.gates),
    holdings: { ...holdings, searching: false, ...begins },
  };
  return await requests.replace(stored, next, change);
}
