import { identifierKey, type Identifier, type KnownIdentifier } from '../../domain/identifier.ts';
import { lookUpKind } from '../../domain/look-up-kind.ts';
import { sameRecord, type Hit, type RecordRef, type SystemFinding } from '../../domain/match.ts';
import type { LookUpKind } from '../../domain/search-record.ts';
import type { Resolution } from '../../domain/search-round.ts';
import type { SystemRole } from '../../domain/system.ts';
import type { ConfiguredSystem, Systems } from '../../ports/systems.ts';

/** A record that a search found. Only `match`, `preview` and `metBy` may be shown. */
export interface Match {
  /** `m1`, `m2` … */
  readonly match: string;
  readonly system: ConfiguredSystem;
  /** Masked. */
  readonly preview: string;
  /** The kinds of identifiers that led to the record. */
  readonly metBy: readonly LookUpKind[];
  /** The identifiers by which a request finds the record again. */
  readonly records: readonly Identifier[];
  /** The given identifiers that led to the record. */
  readonly by: readonly Identifier[];
}

/** The records that are the person's, and the records among which somebody must choose. Leads are not included. */
export function matchesOf(systems: Systems, { findings, identifiers }: Resolution): Match[] {
  const given = identifiers.filter(({ trust }) => trust === 'given');
  const found = systems.all().flatMap((system) => {
    const finding = findings[system.id];
    return finding ? recordsOf(finding).map((record) => ({ system, finding, record })) : [];
  });
  return found.map(({ system, finding, record }, index) => {
    const hits = finding.hits.filter((hit) => sameRecord(hit.record, record));
    return {
      match: `m${String(index + 1)}`,
      system,
      preview: hits.find((hit) => hit.preview !== '')?.preview ?? '',
      metBy: [...new Set(hits.map(({ by }) => lookUpKind(by)))],
      records: addressesOf(system, record, hits),
      by: givenAmong(hits, given),
    };
  });
}

function recordsOf({ records, inDoubt = [] }: SystemFinding): RecordRef[] {
  return [...records, ...inDoubt.filter(({ lead }) => !lead).map(({ record }) => record)];
}

/** The ids that the system itself uses for the record. */
function addressesOf(
  { id: system, role }: { readonly id: ConfiguredSystem['id']; readonly role: SystemRole },
  { id }: RecordRef,
  hits: readonly Hit[],
): Identifier[] {
  const revealed = hits
    .flatMap(({ reveals }) => reveals)
    .map(({ identifier }) => identifier)
    .filter((one) => (one.kind === 'record' || one.kind === 'account') && one.system === system);
  if (revealed.length > 0) return unique(revealed);
  return [
    role === 'directory'
      ? { kind: 'account', system, objectId: id }
      : { kind: 'record', system, id },
  ];
}

/** A hit in a free field proves nothing, so its identifier does not belong to the record. */
function givenAmong(hits: readonly Hit[], given: readonly KnownIdentifier[]): Identifier[] {
  const met = new Set(
    hits.filter(({ join }) => join !== 'free').map(({ by }) => identifierKey(by)),
  );
  return given
    .map(({ identifier }) => identifier)
    .filter((identifier) => met.has(identifierKey(identifier)));
}

function unique(identifiers: readonly Identifier[]): Identifier[] {
  return [...new Map(identifiers.map((one) => [identifierKey(one), one])).values()];
}
