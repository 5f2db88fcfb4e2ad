import { perState } from '../../store/per-state.ts';
import type { Doc } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { auditSources, eventTime, firstIndexFrom, type AuditSource } from './audit-source.ts';
import { eventId, makeEvent } from './make-audit-event.ts';
import { boundsOf, checkAuditFilter } from './audit-filter.ts';
import { collection, entity, type GraphContext, type Operation } from './context.ts';
import { matches } from './filter-match.ts';
import { parseFilter, type Filter } from './filter-syntax.ts';
import { badRequest, GraphError, notFound } from './graph-error.ts';
import { nextLink, option, skipTokenOf, takePage, topOf } from './paging.ts';
import { oldestAudit, tenantSettings } from './settings.ts';

/** Where a page ended. The next page begins with the event after it. */
interface Position {
  at: number;
  id: string;
}

interface Wanted {
  filter: Filter | undefined;
  /** Set when the filter asks for the events of one user. */
  user: string | undefined;
  from: number;
  to: number;
  ascending: boolean;
  after: Position | undefined;
}

const statements = perState(({ database }) => ({
  ofTarget: database.prepare(
    'SELECT at, id, doc FROM audit_events WHERE system = ? AND target = ? AND at BETWEEN ? AND ? AND visible_at <= ? ORDER BY at, id',
  ),
  ofSystem: database.prepare(
    'SELECT at, id, doc FROM audit_events WHERE system = ? AND at BETWEEN ? AND ? AND visible_at <= ? ORDER BY at, id',
  ),
  byId: database.prepare(
    'SELECT doc FROM audit_events WHERE system = ? AND id = ? AND at >= ? AND visible_at <= ?',
  ),
}));

function wantedOf(context: GraphContext): Wanted {
  const { state, tenant, query } = context;
  const source = option(query, 'filter');
  const filter = source === null ? undefined : parseFilter(source);
  if (filter) checkAuditFilter(filter);
  const orderby = option(query, 'orderby')?.trim() ?? 'activityDateTime desc';
  if (!/^activityDateTime( (asc|desc))?$/.test(orderby))
    throw badRequest('Sorting is supported by activityDateTime only.');
  const bounds = boundsOf(filter);
  const now = state.clock.now();
  return {
    filter,
    user: bounds.user,
    from: Math.max(oldestAudit(state, tenant.id), bounds.from ?? 0),
    to: Math.min(now, bounds.to ?? now),
    ascending: !orderby.endsWith(' desc'),
    after: skipTokenOf(context) as Position | undefined,
  };
}

interface Timed {
  at: number;
  id: string;
  doc: () => Doc;
}

function* generated(source: AuditSource, { from, to, ascending, after }: Wanted): Generator<Timed> {
  let [low, high] = [firstIndexFrom(source, from), firstIndexFrom(source, to + 1) - 1];
  // All times within one source differ, so the time alone tells where to continue. Events of different sources at the same time are sorted by id.
  if (after && ascending) low = Math.max(low, firstIndexFrom(source, after.at));
  if (after && !ascending) high = Math.min(high, firstIndexFrom(source, after.at + 1) - 1);
  const step = ascending ? 1 : -1;
  for (let index = ascending ? low : high; index >= low && index <= high; index += step)
    yield {
      at: eventTime(source, index),
      id: eventId(source, index),
      doc: () => makeEvent(source, index),
    };
}

const isBefore = (a: Position, b: Position, ascending: boolean) =>
  (a.at === b.at ? a.id < b.id : a.at < b.at) === ascending && !(a.at === b.at && a.id === b.id);

function* merge(
  left: Iterator<Timed>,
  right: Iterator<Timed>,
  ascending: boolean,
): Generator<Timed> {
  let [a, b] = [left.next(), right.next()];
  while (!a.done || !b.done) {
    if (!a.done && (b.done === true || isBefore(a.value, b.value, ascending))) {
      yield a.value;
      a = left.next();
    } else if (!b.done) {
      yield b.value;
      b = right.next();
    }
  }
}

function stored(state: State, system: string, wanted: Wanted): Timed[] {
  const { ofSystem, ofTarget } = statements(state);
  const now = state.clock.now();
  const rows =
    wanted.user === undefined
      ? ofSystem.all(system, wanted.from, wanted.to, now)
      : ofTarget.all(system, wanted.user, wanted.from, wanted.to, now);
  const timed = rows.map((row) => ({
    at: Number(row['at']),
    id: String(row['id']),
    doc: () => JSON.parse(String(row['doc'])) as Doc,
  }));
  return wanted.ascending ? timed : timed.reverse();
}

function* allSources(state: State, system: string, wanted: Wanted): Generator<Timed> {
  const sources = auditSources(state);
  if (wanted.user !== undefined) {
    const source = sources.ofUser(system, wanted.user);
    if (source) yield* generated(source, wanted);
    return;
  }
  // Without a user in the filter, the events of the whole tenant are made and sorted.
  const all: Timed[] = [];
  for (const source of sources.all(system))
    for (const timed of generated(source, wanted)) all.push(timed);
  yield* all.sort((a, b) => (isBefore(a, b, wanted.ascending) ? -1 : 1));
}

function* findEvents(
  { state, tenant }: GraphContext,
  wanted: Wanted,
): Generator<Timed & { event: Doc }> {
  const own = stored(state, tenant.id, wanted)[Symbol.iterator]();
  for (const timed of merge(allSources(state, tenant.id, wanted), own, wanted.ascending)) {
    if (wanted.after && !isBefore(wanted.after, timed, wanted.ascending)) continue;
    const event = timed.doc();
    if (!wanted.filter || matches(wanted.filter, event)) yield { ...timed, event };
  }
}

export const listDirectoryAudits: Operation = (context) => {
  if (option(context.query, 'skip') !== null || option(context.query, 'search') !== null)
    throw badRequest('$skip and $search are not supported.');
  const { page, more } = takePage(
    findEvents(context, wantedOf(context)),
    topOf(context.query, 999, 999),
  );
  const last = page.at(-1);
  const link = more && last ? nextLink(context, { at: last.at, id: last.id }) : undefined;
  return collection(
    context,
    'auditLogs/directoryAudits',
    page.map(({ event }) => event),
    link,
  );
};

export const getDirectoryAudit: Operation = (context, { id = '' }) => {
  const { state, tenant } = context;
  const oldest = oldestAudit(state, tenant.id);
  const written = statements(state).byId.get(tenant.id, id, oldest, state.clock.now());
  if (written)
    return entity(context, 'auditLogs/directoryAudits', JSON.parse(String(written['doc'])) as Doc);
  const [, number = '', index = ''] = /^B2C_([0-9A-Z]+)_(\d+)$/.exec(id) ?? [];
  const source = auditSources(state).byNumber(parseInt(number, 36) || -1);
  if (
    source?.system !== tenant.id ||
    Number(index) >= source.count ||
    eventTime(source, Number(index)) < oldest
  )
    throw notFound(id);
  return entity(context, 'auditLogs/directoryAudits', makeEvent(source, Number(index)));
};

export const listSignIns: Operation = (context) => {
  if (!tenantSettings(context.state, context.tenant.id).premium)
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  return collection(context, 'auditLogs/signIns', []);
};
