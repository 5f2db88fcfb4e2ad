import { Refusal } from '../../http/refusal.ts';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { loyaltyError } from './loyalty-error.ts';
import { keyOf, loyaltyId, memberOf, type Member } from './member-record.ts';
import { loyaltySettings } from './settings.ts';

const notFound = () => new Refusal(loyaltyError(404));

function holds({ account, contact, remarkMails }: Member, field: string, value: string) {
  const texts = {
    account: [account],
    phone: [contact.phone],
    email: [contact.mail, ...remarkMails],
  };
  const held = texts[field as keyof typeof texts];
  return held.some((text) => text !== null && foldCase(text) === foldCase(value));
}

const found = ({ records }: State, field: string, value: string): StoredRecord[] =>
  records
    .find(loyaltyId, 'member', field, value)
    .filter(({ doc }) => holds(memberOf(doc), field, value));

const one = ({ records }: State, id: string) => records.seen(loyaltyId, 'member', keyOf(id));

/** `?email=` or `?phone=`. A page has two members and a cursor for the next page. */
export const listMembers: VendorOperation = ({ state, query }) => {
  const field = ['email', 'phone'].find((name) => query.has(name));
  if (field === undefined) throw new Refusal(loyaltyError(400));
  const from = Number(query.get('after') ?? 0);
  const all = found(state, field, query.get(field) ?? '');
  const next = from + 2 < all.length ? String(from + 2) : null;
  const members = all.slice(from, from + 2).map(({ doc }) => doc);
  return { status: 200, body: { members, paging: { next } } };
};

export const getByAccount: VendorOperation = ({ state }, { account = '' }) => {
  const [record] = found(state, 'account', account);
  if (!record) throw notFound();
  return { status: 200, body: record.doc };
};

export const getMember: VendorOperation = ({ state }, { member = '' }) => {
  const record = one(state, member);
  if (!record) throw notFound();
  return { status: 200, body: record.doc };
};

const entriesOf = ({ records }: State, member: string) =>
  records.find(loyaltyId, 'points', 'member', String(Number(member)));

export const listPoints: VendorOperation = ({ state, query }, { member = '' }) => {
  if (!one(state, member)) throw notFound();
  const [from, size] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
  const entries = entriesOf(state, member).map(({ doc }) => doc);
  return { status: 200, body: { entries: entries.slice(from, from + Math.min(size, 100)) } };
};

function wipe({ state, call }: VendorContext, member: string): void {
  const lag = state.lagOf(call, loyaltyId, member);
  const gone = { state: 'gone', doc: {}, keys: [] } as const;
  for (const { id } of state.records.findActual(loyaltyId, 'points', 'member', member))
    state.records.write(loyaltyId, 'points', id, gone, lag);
  state.records.write(loyaltyId, 'member', keyOf(member), gone, lag);
}

const jobOf = ({ records }: State, member: string) =>
  records.actual(loyaltyId, 'erasure', keyOf(member))?.doc['doneAtMs'];

/** The member is gone at once. With `erasingSeconds` the erasure is a job that takes this time, and `GET /erasures/{member}` shows the job. */
export const deleteMember: VendorOperation = (context, { member = '' }) => {
  const { state } = context;
  if (!state.records.actual(loyaltyId, 'member', keyOf(member))) throw notFound();
  const { erasingSeconds } = loyaltySettings(state);
  if (erasingSeconds > 0) {
    const doneAtMs = state.clock.now() + erasingSeconds * 1000;
    const doc = { doneAtMs };
    state.records.place(loyaltyId, 'erasure', keyOf(member), { state: 'live', doc, keys: [] });
    return { status: 202, body: { state: 'queued' } };
  }
  wipe(context, String(Number(member)));
  return { status: 204, effect: 'erased' };
};

/** A job whose time has come is carried out when its state is read. */
export const postErasureState: VendorOperation = (context, { member = '' }) => {
  const doneAtMs = jobOf(context.state, member);
  if (typeof doneAtMs !== 'number') throw notFound();
  if (doneAtMs > context.state.clock.now()) return { status: 200, body: { state: 'queued' } };
  const isLeft = context.state.records.actual(loyaltyId, 'member', keyOf(member)) !== undefined;
  if (isLeft) wipe(context, String(Number(member)));
  return { status: 200, body: { state: 'finished' }, effect: isLeft ? 'erased' : null };
};
