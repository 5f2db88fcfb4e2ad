import { createAuditSources, livingEvents } from '../vendors/azure-ad-b2c/audit-source.ts';
import { tenants } from '../vendors/azure-ad-b2c/tenants.ts';
import type { State } from '../store/state.ts';
import type { PersonView } from './place-person.ts';

export interface Trace {
  system: string;
  what: string;
  count: number;
}

export interface People {
  /** People who live in all those systems now, those without riddles first. */
  list(filter: { systems: readonly string[]; trait?: string; limit: number }): PersonView[];
  find(person: string): PersonView | undefined;
  traces(person: string): Trace[];
  /** How many people there are. */
  count(): number;
}

const dayMs = 86_400_000;

/** What a record is called in traces, by kind and state. */
const traceNames: Readonly<Record<string, { live: string; binned: string }>> = {
  user: { live: 'user', binned: 'deletedItem' },
  contact: { live: 'contact', binned: 'archivedContact' },
  member: { live: 'member', binned: 'archivedMember' },
  blocklistEntry: { live: 'blocklistEntry', binned: 'blocklistEntry' },
};

export function createPeople(state: State): People {
  const { database, records, clock, settings } = state;
  const sources = createAuditSources(database);
  const all = database.prepare(
    'SELECT person, systems FROM people WHERE (:trait IS NULL OR trait = :trait) ORDER BY clean DESC, person',
  );
  const one = database.prepare('SELECT doc FROM people WHERE person = ?');
  const counted = database.prepare('SELECT count(*) AS n FROM people');
  const homes = database.prepare(
    "SELECT DISTINCT system FROM records WHERE person = ? AND state = 'live'",
  );
  const events = database.prepare(
    'SELECT system, count(*) AS n FROM audit_events WHERE person = ? AND at >= ? AND system = ? GROUP BY system',
  );

  function find(person: string): PersonView | undefined {
    const doc = one.get(person)?.['doc'];
    return typeof doc === 'string' ? (JSON.parse(doc) as PersonView) : undefined;
  }

  function livesIn(person: string, systems: readonly string[]): boolean {
    const now = new Set(homes.all(person).map((row) => row['system']));
    return systems.every((system) => now.has(system));
  }

  function list({ systems, trait, limit }: Parameters<People['list']>[0]): PersonView[] {
    const found: PersonView[] = [];
    if (limit === 0) return found;
    for (const row of all.iterate({ trait: trait ?? null })) {
      const known = String(row['systems']).split(',');
      if (
        !systems.every((system) => known.includes(system)) ||
        !livesIn(String(row['person']), systems)
      )
        continue;
      const view = find(String(row['person']));
      if (view) found.push(view);
      if (found.length === limit) break;
    }
    return found;
  }

  function auditTraces(person: string): Trace[] {
    return tenants.map(({ id }) => {
      const oldest = clock.now() - settings.of(id).auditRetentionDays * dayMs;
      const past = sources
        .ofPerson(person)
        .filter((source) => source.system === id)
        .reduce((sum, source) => sum + livingEvents(source, oldest), 0);
      return {
        system: id,
        what: 'auditEvent',
        count: past + Number(events.get(person, oldest, id)?.['n'] ?? 0),
      };
    });
  }

  function traces(person: string): Trace[] {
    const counts = new Map<string, Trace>();
    for (const { system, kind, record } of records.ownedBy(person)) {
      const name = traceNames[kind];
      const what = name ? name[record.state === 'binned' ? 'binned' : 'live'] : kind;
      const trace = counts.get(`${system} ${what}`) ?? { system, what, count: 0 };
      trace.count += 1;
      counts.set(`${system} ${what}`, trace);
    }
    return [...counts.values(), ...auditTraces(person)].filter(({ count }) => count > 0);
  }

  return {
    list,
    traces,
    find,
    count: () => Number(counted.get()?.['n'] ?? 0),
  };
}
