/** The kinds of identifiers that a system can be asked by, in words for readers of a report. */
export type LookUpKind =
  'object-id' | 'record-id' | 'email' | 'phone' | 'user-name' | 'federated-id';

/** A part of a system that is searched on its own. `audit-log`: accounts that only a log still names. `store`: orders and carts of a shop. */
export type Place = 'live' | 'recycle-bin' | 'archive' | 'audit-log' | 'store';

/** One kind of identifier, looked up in one place of a system. */
export interface LookUp {
  readonly by: LookUpKind;
  readonly in: Place;
}

/** Why something was not looked up. `not-offered`: the vendor has no such search. It is only listed, and changes no verdict. */
export type WhyNotSearched =
  'no-identifier' | 'refused' | 'incomplete' | 'not-offered' | 'control-missing' | 'shadow';

/** `what`: a code of the connector, such as `email-in-archive`; never a value. */
export interface NotSearched {
  readonly what: string;
  readonly why: WhyNotSearched;
}

/** What a system was asked, and what it could not be asked. The record holds no personal data. */
export interface SearchRecord {
  readonly searched: readonly LookUp[];
  readonly notSearched: readonly NotSearched[];
}

/** A look-up with the number of records that it found. */
export interface CountedLookUp extends LookUp {
  readonly found: number;
}

export const nothingSearched: SearchRecord = { searched: [], notSearched: [] };

function unique<T extends object>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(Object.values(item)), item])).values()];
}

/** Joins the records of several rounds. Equal entries are listed once. */
export function mergeSearches(...records: readonly SearchRecord[]): SearchRecord {
  return {
    // The look-ups of a connector may hold more, such as the field. Here each kind of identifier counts once in each place.
    searched: unique(
      records.flatMap(({ searched }) => searched.map(({ by, in: place }) => ({ by, in: place }))),
    ),
    notSearched: unique(records.flatMap(({ notSearched }) => notSearched)),
  };
}

/** Did the system refuse a look-up that was due? */
export function wasRefused({ notSearched }: SearchRecord): boolean {
  return notSearched.some(({ why }) => why === 'refused');
}
