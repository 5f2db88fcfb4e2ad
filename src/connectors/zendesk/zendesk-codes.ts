import { fieldOfJson } from '../kit/field-of-json.ts';
import { knownCode } from '../kit/known-code.ts';

/** The errors that Zendesk names. https://developer.zendesk.com/api-reference/introduction/requests/ */
const codes = [
  "Couldn't authenticate you",
  'APIRateLimitExceeded',
  'Conflict',
  'Forbidden',
  'InvalidEndpoint',
  'InvalidPaginationParameter',
  'InvalidValue',
  'RecordInvalid',
  'RecordNotFound',
  'TooManyJobs',
];

/** Reads the name of an error. It is a text, or the title of an object. */
export const zendeskCode = (body: string): string | null =>
  knownCode(fieldOfJson(body, 'error') ?? fieldOfJson(body, 'error', 'title'), codes);
