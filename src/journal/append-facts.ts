import { isDeepStrictEqual } from 'node:util';
import { assigneeOf, isSameAssignee } from '../domain/assignee.ts';
import type { FactOf, NewFact } from '../domain/fact.ts';
import { isTerminal, type RegisteredRequest } from '../domain/request.ts';
import { applyFact, lineOf } from './apply-fact.ts';

/** A row, and the facts that were added to it since it was read. */
export interface Grown {
  readonly row: RegisteredRequest;
  readonly facts: readonly NewFact[];
}

/**
 * Adds facts that belong together to a row. A step that is repeated after a crash sends its facts again. When the last of them is already
 * known, nothing is added.
 * @throws FactRefused when a fact does not fit its schema
 */
export function appendFacts(row: RegisteredRequest, facts: readonly NewFact[]): Grown {
  const last = facts.at(-1);
  if (!last || !isNews(row, last)) return { row, facts: [] };
  return { row: facts.reduce<RegisteredRequest>(applyFact, row), facts };
}

/** Does the fact change the row? */
function isNews(row: RegisteredRequest, fact: NewFact): boolean {
  const isOpen = !isTerminal(row.state);
  switch (fact.kind) {
    case 'moved':
      return isOpen && row.state !== fact.state;
    case 'planned':
      return isOpen && !isPlan(row, fact);
    case 'waiting':
      return isOpen && (fact.for !== 'earlier-request' || !isBehindAnother(row));
    case 'assigned':
      return !isSameAssignee(row.assigned, fact.to === null ? null : assigneeOf(fact.actor));
    case 'due':
      return isOpen && row.dueAt !== fact.dueAt;
    case 'reminded':
      return isOpen && !row.reminded.includes(fact.what);
    case 'tried':
      return isOpen && !isTry(row, fact);
    case 'settled':
      // A step that is repeated after the end does not change the final status.
      return isOpen && !isLine(row, fact);
    case 'watched':
      return fact.results.length > 0 || !isLine(row, fact);
    case 'reopened':
      return !isOpen;
    case 'delivered':
      return !isDeepStrictEqual(row.delivery, { state: fact.state, attempts: fact.attempts });
    case 'reported':
    case 'received':
    case 'adopted':
    case 'asked':
    case 'concluded':
    case 'decided':
    case 'began':
    case 'did':
    case 'viewed':
    case 'fetched':
    case 'closed':
      return true;
  }
}

function isPlan(row: RegisteredRequest, fact: FactOf<'planned'>): boolean {
  const lines = row.systems.map(({ title: _title, updatedAt: _at, ...line }) => line);
  const planned = fact.systems.map(({ updatedAt: _at, ...line }) => line);
  return row.planHash === fact.planHash && isDeepStrictEqual(lines, planned);
}

function isBehindAnother({ progress }: RegisteredRequest): boolean {
  return progress.some(({ waitingFor }) => waitingFor === 'earlier-request');
}

/**
 * While a system works on a job, it may be asked several times without a new attempt number. A fact that is sent again is recognised by its
 * time: it is earlier than the planned time of the next try.
 */
function isTry({ progress }: RegisteredRequest, fact: FactOf<'tried'>): boolean {
  return progress.some(
    ({ system, step, attempts, code, nextAt }) =>
      system === fact.system &&
      step === fact.step &&
      attempts === fact.attempt &&
      code === fact.code &&
      (nextAt === null || fact.at < nextAt),
  );
}

/** A repeated step writes the same verdict again, at a later time. */
function isLine(
  { systems }: RegisteredRequest,
  fact: FactOf<'settled'> | FactOf<'watched'>,
): boolean {
  const known = systems.find(({ id }) => id === fact.system);
  if (!known) return false;
  const { id: _id, title: _title, updatedAt: _before, ...line } = known;
  const { updatedAt: _at, ...said } = lineOf(fact);
  return isDeepStrictEqual(line, said);
}
