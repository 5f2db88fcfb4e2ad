import { z } from 'zod';
import { Refusal } from '../../http/refusal.ts';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { customerOf, orderOf, ordersId, type Customer } from './customer-record.ts';
import { processorError } from './processor-error.ts';
import { ordersSettings } from './settings.ts';
import { signed } from './signatures.ts';

/** The answers of the protocol, each signed. @throws Refusal 400 for an invalid body */
function operation<T>(
  shape: z.ZodType<T>,
  answer: (context: VendorContext, asked: T) => { body: object; effect?: 'erased' | null },
): VendorOperation {
  return (context) => {
    const asked = shape.safeParse(parsed(context.call.body));
    if (!asked.success) throw new Refusal(processorError(400));
    const { body, effect = null } = answer(context, asked.data);
    const status = 'state' in body && body.state === 'pending' ? 202 : 200;
    return signed(context.call, { status, body, effect });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const type = z.enum(['object-id', 'record-id', 'email', 'phone']);
const search = z.object({ identifiers: z.array(z.object({ type, value: z.string() })) });
const ofRecord = z.object({ record: z.string(), after: z.string().nullish() });

function holds({ email, phone, objectId, otherEmails }: Customer, by: string, value: string) {
  const texts = by === 'email' ? [email, ...otherEmails] : by === 'phone' ? [phone] : [objectId];
  return texts.some((text) => text !== null && foldCase(text) === foldCase(value));
}

function found({ records }: State, by: string, value: string): StoredRecord[] {
  if (by !== 'record-id')
    return records
      .find(ordersId, 'customer', by, value)
      .filter(({ doc }) => holds(customerOf(doc), by, value));
  return [records.seen(ordersId, 'customer', value)].filter((one) => one !== undefined);
}

function present({ id, doc }: StoredRecord): object {
  const { given, surname, display, email, phone, objectId, otherEmails } = customerOf(doc);
  const name = given === null && surname === null ? { display } : { given, surname };
  return {
    id,
    name,
    objectIds: objectId === null ? [] : [objectId],
    emails: email === null ? [] : [email],
    phones: phone === null ? [] : [phone],
    otherEmails,
  };
}

export const find = operation(search, ({ state }, { identifiers }) => {
  const all = identifiers.flatMap(({ type: by, value }) => found(state, by, value));
  const each = new Map(all.map((record) => [record.id, record]));
  return { body: { records: [...each.values()].map(present) } };
});

const ordersOf = ({ records }: State, customer: string) =>
  records.find(ordersId, 'order', 'customer', customer);

/** The customer, then the orders, with `pageSize` items on a page. `after` is the number of items before the page. */
export const exportRecord = operation(ofRecord, ({ state }, { record, after }) => {
  const { preparedAt, pageSize } = ordersSettings(state);
  if (preparedAt !== null && Date.parse(preparedAt) > state.clock.now())
    return { body: { state: 'pending', until: preparedAt } };
  const customer = state.records.seen(ordersId, 'customer', record);
  const items = [
    ...(customer ? [{ part: 'profile', data: { id: record, ...customer.doc } }] : []),
    ...ordersOf(state, record).map(({ doc }) => ({ part: 'order', data: orderOf(doc) })),
  ];
  const from = Number(after ?? 0);
  const next = from + pageSize < items.length ? String(from + pageSize) : null;
  return { body: { items: items.slice(from, from + pageSize), next } };
});

/** The time until which the orders of an erased customer are retained; null when they are erased too. */
function retention(state: State): string | null {
  const { keptUntil } = ordersSettings(state);
  return keptUntil !== null && Date.parse(keptUntil) > state.clock.now() ? keptUntil : null;
}

const isThere = (state: State, record: string) =>
  state.records.seen(ordersId, 'customer', record) !== undefined ||
  (ordersOf(state, record).length > 0 && retention(state) === null);

/** When an erasure that was asked for will be done; undefined when there is none. */
const jobOf = ({ records }: State, record: string) =>
  records.actual(ordersId, 'erasure', record)?.doc['until'];

function stateOf(state: State, record: string): object {
  const until = jobOf(state, record);
  if (typeof until === 'string') return { state: 'pending', until };
  if (isThere(state, record)) return { state: 'present' };
  const { purgeBy } = ordersSettings(state);
  const isLeft = purgeBy !== null && Date.parse(purgeBy) > state.clock.now();
  const kept = ordersOf(state, record).length > 0 ? [keptOrders(retention(state))] : [];
  return { state: 'gone', ...(isLeft && { purgeBy }), kept };
}

const keptOrders = (until: string | null) => ({
  what: 'orders',
  reason: 'tax',
  law: '§ 147 AO',
  until,
});

function wipe({ state, call }: VendorContext, record: string): boolean {
  const write = (kind: string, id: string) => {
    const lag = state.lagOf(call, ordersId, record);
    state.records.write(ordersId, kind, id, { state: 'gone', doc: {}, keys: [] }, lag);
  };
  const orders = state.records.findActual(ordersId, 'order', 'customer', record);
  const customer = state.records.actual(ordersId, 'customer', record);
  const erased = retention(state) === null ? orders : [];
  for (const { id } of erased) write('order', id);
  if (customer) write('customer', record);
  return customer !== undefined || erased.length > 0;
}

/** Carries out an erasure whose time has come. Every call about the record begins with this. */
function finish(context: VendorContext, record: string): boolean {
  const until = jobOf(context.state, record);
  if (typeof until !== 'string' || Date.parse(until) > context.state.clock.now()) return false;
  const gone = { state: 'gone', doc: {}, keys: [] } as const;
  context.state.records.place(ordersId, 'erasure', record, gone);
  return wipe(context, record);
}

export const erase = operation(ofRecord, (context, { record }) => {
  const { state } = context;
  const { erasingSeconds } = ordersSettings(state);
  if (erasingSeconds > 0 && isThere(state, record) && jobOf(state, record) === undefined) {
    const until = new Date(state.clock.now() + erasingSeconds * 1000).toISOString();
    state.records.place(ordersId, 'erasure', record, { state: 'live', doc: { until }, keys: [] });
    return { body: stateOf(state, record) };
  }
  const changed = erasingSeconds > 0 ? finish(context, record) : wipe(context, record);
  return { body: stateOf(state, record), effect: changed ? 'erased' : null };
});

export const status = operation(ofRecord, (context, { record }) => {
  const changed = finish(context, record);
  return { body: stateOf(context.state, record), effect: changed ? 'erased' : null };
});
