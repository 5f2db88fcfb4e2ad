import type { NewFact } from '../../domain/fact.ts';
import { waitingSystems } from '../../domain/progress.ts';
import { nextReminder } from '../../domain/next-reminder.ts';
import { isTerminal, type RegisteredRequest, type RequestState } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Verdict } from '../../domain/verdict.ts';
import {
  brakeRow,
  dueRow,
  handledBy,
  inState,
  referenceRow,
  remindRow,
  rowIn,
  unheardPrefix,
  unheardRow,
  waitingFor,
  withManySystems,
  withVerdict,
} from './rows.ts';

/** A request may have more systems than this that hold it up or have an unusual verdict. Then it has one row for all of them. */
const mostSystems = 8;

/** The highest number of rows by which lists find one request: eight, one for each verdict, and the rows of its systems. */
const mostIndexRows = 8 + 10 + mostSystems;

/** The highest number of these rows that one change of a request adds and removes. */
export const mostIndexChanges = 2 * mostIndexRows;

/**
 * Most requests go through these states and end in the last one. A list of such a state finds its requests quickly without rows of its own.
 */
const usualStates: ReadonlySet<RequestState> = new Set<RequestState>([
  'received',
  'resolving',
  'planned',
  'running',
  'verifying',
  'reporting',
  'completed',
]);
const usualVerdicts: ReadonlySet<Verdict> = new Set<Verdict>(['absent', 'erased', 'exported']);

export const isSeldomState = (state: RequestState): boolean => !usualStates.has(state);
export const isSeldomVerdict = (verdict: Verdict): boolean => !usualVerdicts.has(verdict);

/** Must lists find the request by this fact at once? */
export function isListed(fact: NewFact): boolean {
  return fact.kind === 'settled' && fact.verdict !== null && isSeldomVerdict(fact.verdict);
}

/** The rows by which lists find a request. They are computed from its own row, and are written with it. */
export function indexRows(request: RegisteredRequest): string[] {
  const { id, state, reference, dueAt, assigned, gates } = request;
  const waiting = isTerminal(state) ? [] : waitingSystems(request.progress);
  const seldom = seldomVerdicts(request);
  const systems = new Set([...waiting, ...seldom.map(({ system }) => system)]);
  const isNamed = systems.size <= mostSystems;
  const lists = [
    ...(isSeldomState(state) ? [inState(state)] : []),
    ...(assigned ? [handledBy(assigned)] : []),
    ...(waiting.length > 0 ? [waitingFor('any')] : []),
    ...seldom.map(({ verdict }) => withVerdict('any', verdict)),
    ...(isNamed ? waiting.map(waitingFor) : [withManySystems]),
    ...(isNamed ? seldom.map(({ system, verdict }) => withVerdict(system, verdict)) : []),
  ];
  const reminder = nextReminder(request);
  return [
    ...(isTerminal(state) ? [] : [dueRow(dueAt, id)]),
    ...(!isTerminal(state) && isBraked(request) ? [brakeRow(id)] : []),
    ...(!isTerminal(state) && gates.unheard ? [unheardRow(id)] : []),
    ...(reminder ? [remindRow(reminder.at, id)] : []),
    ...(reference === null ? [] : [referenceRow(reference, id)]),
    ...[...new Set(lists)].map((list) => rowIn(list, id)),
  ];
}

/** The rows of version 2 of the lists. That version had no rows `unheard-…`. */
export function indexRowsOfVersion2(request: RegisteredRequest): string[] {
  return indexRows(request).filter((rowKey) => !rowKey.startsWith(unheardPrefix));
}

/**
 * The rows that earlier versions wrote. These versions found a request by every system that it waited for, up to thirty.
 * @param remindedOf false: the version sent no reminders about the clock
 */
export function earlierIndexRows(request: RegisteredRequest, remindedOf: boolean): string[] {
  const { id, state, dueAt, progress } = request;
  if (isTerminal(state)) return [];
  const waiting = waitingSystems(progress).sort().slice(0, 30);
  const reminder = remindedOf ? nextReminder(request) : null;
  return [
    dueRow(dueAt, id),
    ...(reminder ? [remindRow(reminder.at, id)] : []),
    ...(waiting.length > 0 ? [rowIn(waitingFor('any'), id)] : []),
    ...waiting.map((system) => rowIn(waitingFor(system), id)),
  ];
}

function seldomVerdicts({ systems }: RegisteredRequest): { system: SystemId; verdict: Verdict }[] {
  return systems.flatMap(({ id: system, verdict }) =>
    verdict !== null && isSeldomVerdict(verdict) ? [{ system, verdict }] : [],
  );
}

function isBraked({ gates }: RegisteredRequest): boolean {
  const last = gates.decisions.findLast(({ what }) => what === 'hold' || what === 'resume');
  return last?.what === 'hold' && last.reason === 'brake';
}
