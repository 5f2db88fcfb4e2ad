import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { LookUp } from '../../domain/search-record.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { askedIdentifiers, askedKinds, type AskedKind } from '../kit/asked-identifiers.ts';
import { ownHits } from '../kit/own-record.ts';
import { searchLog } from '../kit/search-log.ts';
import { pagesOf } from './pages.ts';
import { recordIn } from './record-in.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceSettings } from './settings.ts';

/** A service that ignores the declared parameter answers with all records. */
const mostRecords = 1000;

/** The kinds of identifiers by which the settings declare a call. */
const kindsOf = ({ find }: ServiceSettings): AskedKind[] =>
  askedKinds.filter((kind) => find[kind] !== undefined);

export const serviceLookUps = (settings: ServiceSettings): LookUp[] =>
  kindsOf(settings).map((by) => ({ by, in: 'live' }));

/** Makes the declared call of each kind, once for each value. */
export async function findRecords(
  client: ServiceClient,
  settings: ServiceSettings,
  system: SystemId,
  identifiers: readonly Identifier[],
): Promise<FindAnswer> {
  const log = searchLog();
  const rules = { system, trustedFields: settings.trustedFields };
  const hits: Hit[] = [];
  for (const kind of kindsOf(settings)) {
    const call = settings.find[kind];
    const asked = askedIdentifiers(identifiers, [kind], system);
    if (!call || asked.length === 0) continue;
    const found = await log.lookUp([{ by: kind, in: 'live' }], `${kind}-in-live`, async () => {
      const records: unknown[] = [];
      for (const { value } of asked)
        for await (const page of pagesOf(client, call, value, call.records)) {
          records.push(...page.items);
          if (records.length > mostRecords)
            throw new SystemFailure(
              'misconfigured',
              'a search finds more records than one person has',
            );
        }
      return records;
    });
    const records = found.map((one) => recordIn(one, settings.fields));
    hits.push(...records.flatMap((record) => ownHits(record, identifiers, [kind], rules)));
  }
  return log.answer(hits);
}
