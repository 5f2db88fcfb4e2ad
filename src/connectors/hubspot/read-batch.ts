import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { inChunks } from '../kit/in-chunks.ts';
import { sameEmail } from '../kit/same-address.ts';
import { type Contact, idsOf, listed } from './contact.ts';
import { objectsPath, type Portal } from './portal.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3: the highest number of ids in a batch. */
const mostInputs = 100;

export interface ObjectsWanted {
  readonly ids: readonly string[];
  /** The unique property that the ids are values of; undefined when they are ids of objects. */
  readonly idProperty?: string | undefined;
  readonly properties: readonly string[];
  readonly withHistory?: boolean;
  /** An archived contact keeps all its data for 90 days, and no search shows it. */
  readonly archived?: boolean;
}

/** A contact, and where it was found. */
export interface FoundContact {
  readonly contact: Contact;
  readonly place: 'live' | 'archive';
}

const problem = z.object({
  category: z.string(),
  context: z.record(z.string(), z.array(z.string())).optional(),
});

/**
 * Reads the objects of a type that exist. HubSpot answers 207 and names the ids that it does not know.
 * @throws SystemFailure `unexpected-answer` when HubSpot does not tell for each id whether it exists
 */
export async function readObjects<T extends Contact>(
  portal: Portal,
  type: string,
  wanted: ObjectsWanted,
  shape: z.ZodType<T>,
): Promise<T[]> {
  const { idProperty, properties, withHistory = false, archived = false } = wanted;
  const objects: T[] = [];
  const answers = z.object({ results: z.array(shape), errors: z.array(problem).optional() });
  for (const chunk of inChunks([...new Set(wanted.ids)], mostInputs)) {
    const answer = await portal.client.read(
      {
        method: 'POST',
        path: `${objectsPath(portal, type)}/batch/read${archived ? '?archived=true' : ''}`,
        body: {
          ...(idProperty === undefined ? {} : { idProperty }),
          inputs: chunk.map((id) => ({ id })),
          properties,
          propertiesWithHistory: withHistory ? properties : [],
        },
      },
      answers,
    );
    const { results, errors = [] } = answer;
    checkWhole(chunk, results, errors, idProperty);
    objects.push(...results);
  }
  return objects;
}

/** Reads the contacts that exist. @throws SystemFailure as `readObjects` does */
export const readContacts = <T extends Contact>(
  portal: Portal,
  wanted: ObjectsWanted,
  shape: z.ZodType<T>,
): Promise<T[]> => readObjects(portal, 'contacts', wanted, shape);

/** Answers come in any order and number. So each requested id must be found in a contact or among the errors. */
function checkWhole(
  asked: readonly string[],
  found: readonly Contact[],
  errors: readonly z.infer<typeof problem>[],
  idProperty: string | undefined,
): void {
  const other = errors.find(({ category }) => category !== 'OBJECT_NOT_FOUND');
  if (other) throw new SystemFailure('unexpected-answer', 'HTTP 207 with an unknown error');
  const missing = new Set(errors.flatMap(({ context = {} }) => Object.values(context).flat()));
  const isTold = (id: string) => missing.has(id) || found.some((one) => holds(one, id, idProperty));
  if (asked.every(isTold)) return;
  throw new SystemFailure('unexpected-answer', 'the batch left an answer out');
}

/** For the id of a contact that was merged into another contact, HubSpot returns that other contact. */
function holds(contact: Contact, value: string, idProperty: string | undefined): boolean {
  if (idProperty === undefined) return idsOf(contact).includes(value);
  const values = [contact.properties[idProperty], contact.properties['hs_additional_emails']];
  return values.flatMap(listed).some((each) => sameEmail(each, value));
}
