// The facts that the changes of the register write.
import { isDeepStrictEqual } from 'node:util';
import { theService, type Actor, type FactLine, type NewFact } from '../domain/fact.ts';
import type { Door } from '../domain/request.ts';
import { project, projectedPart } from './apply-fact.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { WatchResult } from '../domain/watch-result.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { isVisited } from './state-of-visits.ts';

const actor = theService;

function lineOfRow({ id: _id, title: _title, ...line }: SystemVerdict): FactLine {
  return line;
}

/**
 * The first fact of a new request.
 * @throws when the request is not new, so this fact cannot describe it
 */
export function factOfAcceptance(
  request: RegisteredRequest,
  by: { readonly actor: Actor; readonly door: Door },
): NewFact {
  const { id, type, regulation, language, dueAt, flowVersion, hasCallback, systems } = request;
  const fact: NewFact = {
    at: request.receivedAt,
    kind: 'received',
    actor: by.actor,
    request: id,
    door: by.door,
    type,
    regulation,
    language,
    dueAt,
    flowVersion,
    hasCallback,
    systems: systems.map(({ id, connector }) => ({ id, connector })),
  };
  if (!isDeepStrictEqual(projectedPart(project([fact])), projectedPart(request)))
    throw new Error('Only a new request can be accepted.');
  return fact;
}

/** The first fact of a request that an earlier version stored without facts. */
export function factOfAdoption(request: RegisteredRequest): NewFact {
  return { at: request.updatedAt, kind: 'adopted', actor, row: projectedPart(request) };
}

export function factOfVerdict(system: SystemVerdict): NewFact {
  return {
    at: system.updatedAt,
    kind: 'settled',
    actor,
    system: system.id,
    ...lineOfRow(system),
  };
}

/** The facts of a written plan: the plan, and the next state of the request when it is not `planned`. */
export function factsOfPlan(
  row: RegisteredRequest,
  { state, planHash, systems }: Pick<RegisteredRequest, 'state' | 'systems'> & { planHash: string },
  at: string,
): NewFact[] {
  const isKnown = row.planHash === planHash && areSame(undated(row.systems), undated(systems));
  const lines = systems.map(({ title: _title, ...line }) => line);
  const next = isKnown || isVisited(row.state) ? row.state : 'planned';
  // The planning step may be repeated after a crash, and the visits may have begun since.
  const isThere = next === state || (state === 'planned' && isVisited(next));
  return [
    ...(isKnown ? [] : [{ at, kind: 'planned', actor, planHash, systems: lines } as const]),
    ...(isThere ? [] : [factOfMove(state, at)]),
  ];
}

export function factOfDelivery(
  { state, attempts }: RegisteredRequest['delivery'],
  at: string,
): NewFact {
  return { at, kind: 'delivered', actor, state, attempts };
}

export function factOfMove(state: RegisteredRequest['state'], at: string): NewFact {
  return { at, kind: 'moved', actor, state };
}

/** A step that is repeated after a crash makes the same plan at a later time. */
function undated(systems: readonly SystemVerdict[]): SystemVerdict[] {
  return systems.map((line) => ({ ...line, updatedAt: '' }));
}

function areSame(one: readonly SystemVerdict[], other: readonly SystemVerdict[]): boolean {
  return isDeepStrictEqual(
    one.map(({ title: _title, ...line }) => line),
    other.map(({ title: _title, ...line }) => line),
  );
}

interface End {
  readonly state: Extract<NewFact, { kind: 'reported' }>['state'];
  readonly reason: RegisteredRequest['reason'];
  readonly finishedAt: string;
  readonly closeAt: string | null;
  readonly watchUntil: string | null;
  readonly systems: readonly SystemVerdict[];
}

/** The facts of the end of a request. A verdict that the row does not have yet is written as a fact of its own. */
export function factsOfEnd(row: RegisteredRequest, end: End): NewFact[] {
  const { finishedAt: at, state, reason, closeAt, watchUntil, systems } = end;
  const known = (line: SystemVerdict) => row.systems.filter(({ id }) => id === line.id);
  const changed = systems.filter((line) => !areSame(known(line), [line]));
  return [
    ...changed.map((line): NewFact => ({ ...factOfVerdict(line), at })),
    {
      at,
      kind: 'reported',
      actor,
      state,
      reason,
      systems: systems.map(({ id }) => id),
      closeAt,
      watchUntil,
    },
    ...(closeAt === null ? [factOfClosing(at)] : []),
  ];
}

/** The final status of an ended request is no longer true, so the request ends again, with a corrected status. */
export function factOfCorrection(
  { systems, closeAt }: RegisteredRequest,
  {
    state,
    reason,
    finishedAt: at,
    watchUntil,
  }: Pick<End, 'state' | 'reason' | 'finishedAt' | 'watchUntil'>,
): NewFact {
  const ids = systems.map(({ id }) => id);
  return { at, kind: 'reported', actor, state, reason, systems: ids, closeAt, watchUntil };
}

export function factOfClosing(at: string): NewFact {
  return { at, kind: 'closed', actor, what: 'dossier' };
}

/** The facts of the residual watch: one for each system in which something changed. */
export function factsOfWatch(
  row: RegisteredRequest,
  systems: readonly SystemVerdict[],
  results: readonly WatchResult[],
  at: string,
): NewFact[] {
  return systems.flatMap((line): NewFact[] => {
    const of = results.filter(({ system }) => system === line.id);
    const before = row.systems.find(({ id }) => id === line.id);
    if (of.length === 0 && before && areSame([before], [line])) return [];
    const told = of.map(({ what, verdict, code }) => ({ what, verdict, code }));
    return [{ at, kind: 'watched', actor, system: line.id, ...lineOfRow(line), results: told }];
  });
}
