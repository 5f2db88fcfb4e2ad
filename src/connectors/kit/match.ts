import { comparableText } from '../../domain/comparable-text.ts';
import type { Identifier, Trust } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { sameEmail, samePhone } from './same-address.ts';

type Kind = Identifier['kind'];
type Of<K extends Kind> = Extract<Identifier, { kind: K }>;
type Revealed = Hit['reveals'][number];

/** A field of a record: how an identifier in it joins the record to the person, and which identifiers it reveals, with which trust. */
export interface MatchRow<Item> {
  /** The name by which `trustedFields` may list it. An identifier in a trusted field is a match, and is followed. */
  readonly field?: string;
  readonly join: Join;
  readonly meets: (item: Item, by: Identifier) => boolean;
  readonly reveals?: (item: Item) => readonly Revealed[];
}

/** The fields by which the records of one system are matched. */
export interface MatchTable<Item> {
  readonly rows: readonly MatchRow<Item>[];
  readonly trustedFields: readonly string[];
  readonly describe: (
    item: Item,
    reveals: readonly Revealed[],
  ) => Pick<Hit, 'record' | 'name' | 'preview'>;
  /** True when the system answered with another record than the one that was asked for. */
  readonly isMerged?: (item: Item, by: Identifier) => boolean;
}

/** One hit for each identifier that matches the record, by the strongest field. */
export function hitsBy<Item>(
  { rows, trustedFields, describe, isMerged }: MatchTable<Item>,
  item: Item,
  identifiers: readonly Identifier[],
): Hit[] {
  const isTrusted = ({ field }: MatchRow<Item>) =>
    field !== undefined && trustedFields.includes(field);
  const joins = (by: Identifier) =>
    rows
      .filter((row) => row.meets(item, by))
      .map((row) => (isTrusted(row) && row.join === 'free' ? 'address' : row.join));
  const met = identifiers.flatMap((by) => {
    const found = joins(by);
    const join = (['id', 'address', 'free'] as const).find((each) => found.includes(each));
    return join === undefined ? [] : [{ by, join }];
  });
  if (met.length === 0) return [];
  const reveals = rows.flatMap((row) =>
    (row.reveals?.(item) ?? []).map((one) =>
      isTrusted(row) ? { ...one, trust: 'vouched' as const } : one,
    ),
  );
  const described = describe(item, reveals);
  return met.map(({ by, join }) => ({
    ...described,
    join,
    ...(isMerged?.(item, by) === true && { merged: true as const }),
    by,
    reveals,
  }));
}

/** A field that is matched only by identifiers of one kind, by a rule of its own. */
export function field<Item, K extends Kind>(
  kind: K,
  join: Join,
  meets: (item: Item, by: Of<K>) => boolean,
  name?: string,
): MatchRow<Item> {
  const isOfKind = (by: Identifier): by is Of<K> => by.kind === kind;
  return {
    join,
    meets: (item, by) => isOfKind(by) && meets(item, by),
    ...(name !== undefined && { field: name }),
  };
}

type Values<Item> = (item: Item) => readonly string[];

const sameText = (one: string, other: string) => comparableText(one) === comparableText(other);

/** The ids of the record in its own system. The first one is revealed. */
export function recordIdField<Item>(system: SystemId, values: Values<Item>): MatchRow<Item> {
  return {
    ...field(
      'record',
      'id',
      (item: Item, by) => by.system === system && values(item).includes(by.id),
    ),
    reveals: (item) =>
      revealed('vouched', values(item).slice(0, 1), (id) => ({ kind: 'record', system, id })),
  };
}

/** A field in which the organisation wrote the object ID of an account, of any tenant. */
export function objectIdField<Item>(values: Values<Item>): MatchRow<Item> {
  return field('account', 'id', (item: Item, by) =>
    values(item).some((value) => sameText(value, by.objectId)),
  );
}

/** @param values those of the field; `claimed` until the settings trust the field */
export function emailField<Item>(name: string, join: Join, values: Values<Item>): MatchRow<Item> {
  return {
    ...field(
      'email',
      join,
      (item: Item, by) => values(item).some((each) => sameEmail(each, by.value)),
      name,
    ),
    reveals: (item) => revealed('claimed', values(item), (value) => ({ kind: 'email', value })),
  };
}

/** @param values those of the field; `claimed` until the settings trust the field */
export function phoneField<Item>(name: string, join: Join, values: Values<Item>): MatchRow<Item> {
  return {
    ...field(
      'phone',
      join,
      (item: Item, by) => values(item).some((each) => samePhone(each, by.value)),
      name,
    ),
    reveals: (item) => revealed('claimed', values(item), (value) => ({ kind: 'phone', value })),
  };
}

function revealed(
  trust: Trust,
  values: readonly string[],
  identify: (value: string) => Identifier,
): Revealed[] {
  return values.map((value) => ({ identifier: identify(value), trust }));
}
