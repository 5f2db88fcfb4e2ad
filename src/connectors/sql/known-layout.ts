import { SystemFailure } from '../../domain/failure.ts';
import type { ProbeProblem } from '../../ports/system-access.ts';
import type { Database } from './database.ts';
import { declarationProblems } from './declaration-problems.ts';
import { layoutOf, type Layout } from './layout.ts';
import { nameOf, readCatalogue } from './read-catalogue.ts';
import type { Settings } from './settings.ts';

export interface CheckedLayout {
  readonly layout: Layout;
  readonly problems: readonly ProbeProblem[];
}

/** How long the catalogue is trusted, in milliseconds. Somebody may add a table or a foreign key while the service runs. */
const trustedForMs = 5 * 60_000;

/** The declared tables, compared with the catalogue of the database. */
export interface KnownLayout {
  /** Reads the catalogue now, without the cache. */
  read(): Promise<CheckedLayout>;
  /** @throws SystemFailure `misconfigured` when the declaration contradicts the database: then nothing is read or changed */
  use(): Promise<Layout>;
}

export function knownLayout(database: Database, settings: Settings, now: () => Date): KnownLayout {
  let known: { readonly checked: CheckedLayout; readonly until: number } | undefined;
  const schemas = settings.tables
    .map(({ table }) => nameOf(table, '').schema)
    .filter((schema) => schema !== '');

  async function read(): Promise<CheckedLayout> {
    const { dialect } = database;
    const catalogue = await database.run((session) => readCatalogue(dialect, session, schemas));
    const layout = layoutOf(dialect, settings, catalogue);
    const checked = { layout, problems: declarationProblems(layout, settings, catalogue) };
    known = { checked, until: now().getTime() + trustedForMs };
    return checked;
  }

  return {
    read,
    async use() {
      const isTrusted =
        known && known.checked.problems.length === 0 && now().getTime() < known.until;
      const { layout, problems } = isTrusted && known ? known.checked : await read();
      if (problems.length > 0)
        throw new SystemFailure(
          'misconfigured',
          `the declaration contradicts the database in ${problems.length} places: the probe names them`,
        );
      return layout;
    },
  };
}
