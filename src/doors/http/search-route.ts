import { claimOfIdentifier, claimOfRecord } from '../../domain/claim.ts';
import { identifierKey, isFollowed, type KnownIdentifier } from '../../domain/identifier.ts';
import { completedRecord, directoriesUnread } from '../../domain/judge-search.ts';
import { nothingSearched } from '../../domain/search-record.ts';
import { systemIdsIn } from '../../domain/system.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import { fieldErrors } from '../field-errors.ts';
import type { Intake } from '../intake.ts';
import { isTooDeep } from '../nesting.ts';
import { refuse } from '../problem.ts';
import { knownFields } from '../schema-parts.ts';
import { keepSearch, newSearchCode } from '../search/kept-search.ts';
import { matchesOf, type Match } from '../search/matches-of.ts';
import { searchSubject, type Found } from '../search/search-subject.ts';
import { subjectIdentifiers } from '../subject-identifiers.ts';
import { subjectSchema } from '../subject-schema.ts';
import { actorOf } from './actor-of.ts';
import type { OpenRequest } from './api-shapes.ts';
import type { SearchedSystem, SearchView } from './operator-shapes.ts';
import { readJsonBody } from './read-json-body.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** The body of `POST /subjects/search`. */
export const searchSchema = knownFields({ subject: subjectSchema });

/** A system that needs longer is listed as not searched. A few rounds of this length must end before Azure cuts the call (230 seconds). */
const patienceMs = 15_000;

/**
 * `/subjects/search`: what every system knows by these identifiers, masked.
 * @param patience how long one system may take for one question, in milliseconds
 */
export function searchRoute(intake: Intake, patience = patienceMs): Route {
  return route(intake, {
    POST: {
      action: 'search-subjects',
      handle: async (request, { caller, log }) => {
        const given = subjectIdentifiers(read(await readJsonBody(request)), intake.systems);
        // The search is recorded in the audit before anything is read.
        await intake.audit.count({
          at: intake.now().toISOString(),
          what: 'subject-searched',
          actor: actorOf(caller),
          subject: subjectOfTheMonth(intake, given),
        });
        const id = newSearchCode();
        const found = await searchSubject({ ...intake, log, id, patienceMs: patience }, given);
        const matches = matchesOf(intake.systems, found.resolution);
        await keepSearch(intake, id, caller.mark, matches);
        log.info('subject searched', { systems: found.failed.length, matches: matches.length });
        return jsonAnswer(200, {
          search: id,
          systems: intake.systems.all().map((system) => viewOf(intake, system, found, matches)),
          openRequests: await openRequests(intake, found),
        } satisfies SearchView);
      },
    },
  });
}

function read(body: unknown) {
  if (isTooDeep(body)) refuse('invalid-request', 'Send JSON with fewer nested levels.');
  const result = searchSchema.safeParse(body);
  if (result.success) return result.data.subject;
  return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
    errors: fieldErrors(result.error.issues),
  });
}

/** Audit lines about one subject have the same hash only within a month, because the month is part of the hashed content. */
function subjectOfTheMonth({ lookupHash, now }: Intake, given: readonly KnownIdentifier[]): string {
  const month = now().toISOString().slice(0, '2026-03'.length);
  return lookupHash('searched', month, ...given.map((one) => identifierKey(one.identifier)).sort());
}

function viewOf(
  { systems }: Intake,
  { id, access, shadow }: ConfiguredSystem,
  { resolution, failed }: Found,
  matches: readonly Match[],
): SearchedSystem {
  if (shadow)
    return { system: id, matches: [], leads: 0, notSearched: [{ what: 'system', why: 'shadow' }] };
  const failure = failed.find(({ system }) => system === id);
  const unread = directoriesUnread(systems.all(), resolution, failed).filter((one) => one !== id);
  const record = resolution.searches?.[id] ?? nothingSearched;
  const { notSearched } = completedRecord(record, access.lookUps, unread);
  return {
    system: id,
    matches: matches
      .filter(({ system }) => system.id === id)
      .map(({ match, preview, metBy }) => ({ match, preview, metBy })),
    leads: resolution.findings[id]?.leads ?? 0,
    notSearched: failure
      ? [{ what: 'system', why: 'incomplete', code: failure.code }]
      : notSearched,
  };
}

/** The open requests of the subject, from all senders. Without them, an agent would send a second one. */
async function openRequests(
  { register, lookupHash }: Intake,
  { resolution: { identifiers, findings } }: Found,
): Promise<OpenRequest[]> {
  const known = identifiers
    .filter(({ trust }) => isFollowed(trust))
    .map(({ identifier }) => claimOfIdentifier(identifier));
  const records = systemIdsIn(findings).flatMap((system) =>
    (findings[system]?.records ?? []).map((record) => claimOfRecord(system, record)),
  );
  const claims = [...known, ...records].map((parts) => lookupHash(...parts));
  const open = await register.claimants(claims);
  return open.map(({ id, type, state }) => ({ id, type, state }));
}
