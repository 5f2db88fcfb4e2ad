import { assigneeOf } from '../domain/assignee.ts';
import { gatesBy, noGates } from '../domain/gates.ts';
import type { Fact, FactLine, FactOf, NewFact, Projected } from '../domain/fact.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import { settle } from '../domain/settle.ts';
import type { SystemId } from '../domain/system.ts';
import { unsettled, type SystemVerdict } from '../domain/verdict.ts';
import { behindAnother, withTry } from './progress-of-tries.ts';
import { isVisited, stateOfVisits } from './state-of-visits.ts';

/**
 * The row of a request, made from its facts alone.
 * @throws when the first fact is not the beginning of a journal
 */
export function project(facts: readonly (NewFact | Fact)[]): RegisteredRequest {
  let row: RegisteredRequest | null = null;
  for (const fact of facts) row = applyFact(row, fact);
  if (row === null) throw new Error('A journal has at least one fact.');
  return row;
}

/** The part of a row that is computed from its facts. */
export function projectedPart(row: RegisteredRequest): Projected {
  const {
    owner: _mark,
    reference: _ownWords,
    watchAt: _upkeep,
    gates: _kept,
    dossier: _version,
    systems,
    ...told
  } = row;
  return { ...told, systems: systems.map(({ title: _title, ...line }) => line) };
}

/**
 * The row after one more fact. Some members of the row are in no fact and stay: the sender's mark and reference, the titles, and when the
 * watch looks next.
 */
export function applyFact(row: RegisteredRequest | null, fact: NewFact): RegisteredRequest {
  if (fact.kind === 'received') return received(fact);
  if (fact.kind === 'adopted') return adopted(row, fact);
  if (row === null) throw new Error('A journal begins with the acceptance of its request.');
  const next = { ...row, ...changeBy(row, fact) };
  return { ...next, state: stateOfVisits(next, fact) };
}

function received({ at, request, systems, ...fact }: FactOf<'received'>): RegisteredRequest {
  const { type, regulation, language, dueAt, flowVersion, hasCallback } = fact;
  return {
    id: request,
    owner: '',
    type,
    regulation,
    language,
    reference: null,
    state: 'received',
    reason: null,
    receivedAt: at,
    dueAt,
    reminded: [],
    updatedAt: at,
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: gatesBy(noGates),
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    run: 1,
    dossier: 0,
    systems: systems.map((system) => untouched(system, at)),
    progress: [],
    flowVersion,
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: systems.map(({ id }) => id),
    hasCallback,
  };
}

/** The line of a system in which nothing has happened yet. */
export function untouched(
  { id, connector, title = id }: Pick<SystemVerdict, 'id' | 'connector'> & { title?: string },
  updatedAt: string,
): SystemVerdict {
  return {
    id,
    connector,
    title,
    verdict: null,
    code: null,
    until: null,
    counts: { found: {} },
    leads: 0,
    attempts: 0,
    updatedAt,
    residuals: [],
  };
}

function adopted(before: RegisteredRequest | null, { row }: FactOf<'adopted'>): RegisteredRequest {
  const { owner = '', reference = null, watchAt = null, gates = gatesBy(noGates) } = before ?? {};
  const { dossier = 0 } = before ?? {};
  const systems = titled(before?.systems ?? [], row.systems);
  // Journals of earlier versions hold neither reminders nor who handles the request.
  const { reminded = [], assigned = null } = row as Partial<Projected>;
  return { ...row, reminded, assigned, owner, reference, watchAt, gates, dossier, systems };
}

/** Reminders for the earlier last day do not count for the new last day. */
function afterMove({ reminded }: RegisteredRequest): RegisteredRequest['reminded'] {
  return reminded.filter((what) => what === 'extended');
}

type Later = Exclude<NewFact, { kind: 'received' | 'adopted' }>;

function changeBy(row: RegisteredRequest, fact: Later): Partial<RegisteredRequest> {
  const updatedAt = fact.at;
  switch (fact.kind) {
    case 'moved':
      return { updatedAt, state: fact.state };
    case 'planned':
      return {
        updatedAt,
        state: isVisited(row.state) ? row.state : 'planned',
        planHash: fact.planHash,
        systems: titled(row.systems, fact.systems),
        progress: [],
      };
    case 'waiting':
      return {
        updatedAt,
        progress: fact.for === 'earlier-request' ? behindAnother(row, fact) : [],
      };
    case 'due':
      return { updatedAt, dueAt: fact.dueAt, reminded: afterMove(row) };
    case 'reminded':
      return { reminded: [...row.reminded, fact.what] };
    case 'tried':
      return { updatedAt, progress: withTry(row.progress, fact) };
    case 'settled':
    case 'watched':
      return { updatedAt, ...withLine(row, fact.system, lineOf(fact)) };
    case 'reported':
      return ended(row, fact);
    case 'reopened':
      return reopened(row, fact);
    case 'delivered':
      return { updatedAt, delivery: { state: fact.state, attempts: fact.attempts } };
    case 'asked':
    case 'concluded':
    case 'decided':
    case 'began':
    case 'did':
      return { updatedAt };
    case 'closed':
      return { closeAt: null };
    case 'assigned':
      return { assigned: fact.to === null ? null : assigneeOf(fact.actor) };
    // A view of a request is no progress.
    case 'viewed':
    case 'fetched':
      return {};
  }
}

function ended(row: RegisteredRequest, fact: FactOf<'reported'>): Partial<RegisteredRequest> {
  const { at, state, reason, closeAt, watchUntil } = fact;
  return {
    state,
    reason,
    closeAt,
    watchUntil,
    updatedAt: at,
    finishedAt: at,
    endings: row.endings + 1,
    delivery: { state: 'pending', attempts: 0 },
    systems: fact.systems.flatMap((id) => row.systems.filter((line) => line.id === id)),
    progress: [],
  };
}

/** The request is open again. The systems that are visited again have no verdict; all other systems keep theirs. */
function reopened(
  row: RegisteredRequest,
  { at, run, flowVersion, state, systems }: FactOf<'reopened'>,
): Partial<RegisteredRequest> {
  return {
    run,
    flowVersion,
    state,
    reason: null,
    closeAt: null,
    watchUntil: null,
    updatedAt: at,
    finishedAt: null,
    delivery: { state: 'none', attempts: 0 },
    systems: row.systems.map((line) =>
      systems.includes(line.id) ? settle(line, unsettled) : line,
    ),
    progress: [],
  };
}

/** The members of a fact that describe a system. */
export function lineOf(fact: FactOf<'settled'> | FactOf<'watched'>): FactLine {
  const { at: _at, kind: _kind, actor: _actor, system: _system, ...line } = fact;
  // Chained facts have three more members.
  const {
    seq: _seq,
    previous: _previous,
    hash: _hash,
    results: _results,
    ...rest
  } = {
    seq: 0,
    previous: '',
    hash: '',
    results: [],
    ...line,
  };
  return rest;
}

function withLine(
  { systems, progress }: RegisteredRequest,
  id: SystemId,
  line: FactLine,
): Pick<RegisteredRequest, 'systems' | 'progress'> {
  const known = systems.find((one) => one.id === id);
  const next = { ...line, id, title: known?.title ?? id };
  return {
    systems: known ? systems.map((one) => (one === known ? next : one)) : [...systems, next],
    progress: line.verdict === null ? progress : progress.filter(({ system }) => system !== id),
  };
}

function titled(
  before: readonly SystemVerdict[],
  lines: Projected['systems'],
): RegisteredRequest['systems'] {
  const titles = new Map(before.map(({ id, title }) => [id, title]));
  return lines.map((line) => ({ ...line, title: titles.get(line.id) ?? line.id }));
}
