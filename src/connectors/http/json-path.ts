import { jsonpath } from 'json-p3';
import { SystemFailure } from '../../domain/failure.ts';

/** @returns why the text is no JSONPath (RFC 9535); null when it is one */
export function jsonPathProblem(text: string): string | null {
  try {
    jsonpath.compile(text);
    return null;
  } catch {
    return 'must be a JSONPath (RFC 9535), such as $.items or $.contact.email';
  }
}

/** All values at a path. */
export function valuesAt(value: unknown, path: string): unknown[] {
  return jsonpath.query(path, asJson(value)).values();
}

/**
 * The list at a path. An object there counts as a list with one item, and null as an empty list.
 * @throws SystemFailure `unexpected-answer` when there is nothing at the path. Then the answer has another form than the settings say, and
 * nobody may be reported as absent because of it.
 */
export function listAt(answer: unknown, path: string): unknown[] {
  const found = valuesAt(answer, path);
  if (found.length !== 1)
    throw new SystemFailure('unexpected-answer', 'there is no list at the path in the settings');
  const [list] = found;
  if (Array.isArray(list)) return list as unknown[];
  if (list === null) return [];
  if (typeof list === 'object') return [list];
  throw new SystemFailure(
    'unexpected-answer',
    'there is a value and no list at the path in the settings',
  );
}

/** The texts at a path. Numbers become texts, items of lists are included, and empty texts are left out. */
export function textsAt(value: unknown, path: string | undefined): string[] {
  if (path === undefined) return [];
  return valuesAt(value, path)
    .flat()
    .map(textOf)
    .filter((text) => text !== null && text !== '') as string[];
}

/** A number that JavaScript cannot hold exactly could become another person's id. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return null;
  if (Number.isSafeInteger(value)) return String(value);
  throw new SystemFailure('unexpected-answer', 'a number is too large to be read exactly');
}

type JsonValue = Parameters<typeof jsonpath.query>[1];

/** Everything here comes from `JSON.parse`. */
const asJson = (value: unknown) => value as JsonValue;
