import { SystemFailure } from '../../domain/failure.ts';
import type { OwnRecord } from '../kit/own-record.ts';
import { textsAt } from './json-path.ts';
import type { RecordFields } from './settings.ts';

/**
 * Reads a record as the settings say.
 * @throws SystemFailure `unexpected-answer` for a record without its id
 */
export function recordIn(json: unknown, fields: RecordFields): OwnRecord {
  const [id, ...others] = textsAt(json, fields.id);
  if (id === undefined || others.length > 0)
    throw new SystemFailure(
      'unexpected-answer',
      'a record does not have exactly one id at the path in the settings',
    );
  const text = (path: string | undefined) => textsAt(json, path)[0] ?? null;
  return {
    id,
    objectIds: textsAt(json, fields.objectIds),
    emails: textsAt(json, fields.emails),
    phones: textsAt(json, fields.phones),
    otherEmails: textsAt(json, fields.otherEmails),
    otherPhones: textsAt(json, fields.otherPhones),
    name: {
      given: text(fields.given),
      surname: text(fields.surname),
      display: text(fields.display),
    },
  };
}
