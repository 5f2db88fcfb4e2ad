import type { State } from '../store/state.ts';
import type { PersonView } from './person-view.ts';
import { readPerson } from './store-person.ts';

export interface Trace {
  system: string;
  what: string;
  count: number;
}

/** The part of a vendor that the world needs to list the traces of a person. */
export interface TraceSource {
  systems: readonly { id: string }[];
  /** The name of a record in traces, by its kind and state. Other kinds are no traces of a person. */
  traceNames: Readonly<Record<string, { live: string; binned: string }>>;
  /** Traces that are not in `records`. */
  moreTraces?(state: State, person: string): Trace[];
}

export interface People {
  /** People with live records in all these systems now. People in every system come first. */
  list(filter: { systems: readonly string[]; trait?: string; limit: number }): PersonView[];
  find(person: string): PersonView | undefined;
  /** The traces that a person owns in the systems now. */
  traces(person: string): Trace[];
  /** How many people there are. */
  count(): number;
}

function createList({ database }: State) {
  const all = database.prepare(
    'SELECT systems, doc FROM people WHERE (:trait IS NULL OR trait = :trait) ORDER BY clean DESC, person',
  );
  const homes = database.prepare(
    "SELECT DISTINCT system FROM records WHERE person = ? AND state = 'live'",
  );
  const livesIn = (person: string, systems: readonly string[]) => {
    const now = new Set(homes.all(person).map((row) => row['system']));
    return systems.every((system) => now.has(system));
  };
  return ({ systems, trait, limit }: Parameters<People['list']>[0]): PersonView[] => {
    const found: PersonView[] = [];
    if (limit === 0) return found;
    for (const row of all.iterate({ trait: trait ?? null })) {
      const known = String(row['systems']).split(',');
      if (!systems.every((system) => known.includes(system))) continue;
      const view = JSON.parse(String(row['doc'])) as PersonView;
      if (livesIn(view.person, systems)) found.push(view);
      if (found.length === limit) break;
    }
    return found;
  };
}

export function createPeople(state: State, vendors: readonly TraceSource[]): People {
  const { database, records } = state;
  const counted = database.prepare('SELECT count(*) AS n FROM people');
  const vendorOf = new Map(
    vendors.flatMap((vendor) => vendor.systems.map(({ id }) => [id, vendor] as const)),
  );

  function traces(person: string): Trace[] {
    const counts = new Map<string, Trace>();
    for (const { system, kind, record } of records.ownedBy(person)) {
      const names = vendorOf.get(system)?.traceNames[kind];
      if (!names) continue;
      const what = record.state === 'binned' ? names.binned : names.live;
      const trace = counts.get(`${system} ${what}`) ?? { system, what, count: 0 };
      trace.count += 1;
      counts.set(`${system} ${what}`, trace);
    }
    const more = vendors.flatMap((vendor) => vendor.moreTraces?.(state, person) ?? []);
    return [...counts.values(), ...more].filter(({ count }) => count > 0);
  }

  return {
    list: createList(state),
    traces,
    find: (person) => readPerson(state, person)?.view,
    count: () => Number(counted.get()?.['n'] ?? 0),
  };
}
