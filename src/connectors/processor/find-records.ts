import type { Identifier } from '../../domain/identifier.ts';
import type { LookUp } from '../../domain/search-record.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { askedIdentifiers, type AskedKind } from '../kit/asked-identifiers.ts';
import { ownHits, type OwnRecord } from '../kit/own-record.ts';
import { searchLog } from '../kit/search-log.ts';
import type { ProcessorClient } from './processor-client.ts';
import { foundShape, type ProcessorRecord } from './protocol.ts';

export interface Search {
  readonly system: SystemId;
  /** The kinds of identifiers by which the service can be searched. */
  readonly identifiers: readonly AskedKind[];
  readonly trustedFields: readonly string[];
  /** The codes of the data that the service may retain inside a record. */
  readonly keeps: readonly string[];
}

export const processorLookUps = ({ identifiers }: Search): LookUp[] =>
  identifiers.map((by) => ({ by, in: 'live' }));

/** Asks the service once for all identifiers. */
export async function findRecords(
  client: ProcessorClient,
  search: Search,
  identifiers: readonly Identifier[],
): Promise<FindAnswer> {
  const log = searchLog();
  const asked = askedIdentifiers(identifiers, search.identifiers, search.system);
  if (asked.length === 0) return log.answer([]);
  const kinds = [...new Set(asked.map(({ type }) => type))];
  const lookUps = kinds.map((by) => ({ by, in: 'live' }) as const);
  const records = await log.lookUp(lookUps, `${kinds[0] ?? ''}-in-live`, async () => {
    const answer = await client.ask('find', { identifiers: asked }, foundShape);
    return answer.records;
  });
  return log.answer(
    records.flatMap((record) => ownHits(ownRecord(record), identifiers, kinds, search)),
  );
}

const ownRecord = ({ name, ...record }: ProcessorRecord): OwnRecord => ({
  ...record,
  name: {
    given: name.given ?? null,
    surname: name.surname ?? null,
    display: name.display ?? null,
  },
});
