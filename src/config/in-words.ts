import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

const forms: Readonly<Record<string, string>> = {
  guid: 'must be a GUID, such as 7c2e7d0e-58f4-4ac5-9f13-52a1e3a2a001',
  url: 'must be an address, such as https://api.example.org',
};

/**
 * An option for `safeParse`: says what a setting must be when its schema has no message. Issues that it does not know keep zod's
 * message.
 */
export const inWords = { error: wordsFor };

export const secretIsMissing = 'is missing: write env:NAME and set the environment variable NAME';

/** The same option for secrets. The file holds only the names of their variables. */
export const secretsInWords = {
  error: (issue: RawIssue) => (issue.code === 'invalid_type' ? secretIsMissing : wordsFor(issue)),
};

function wordsFor(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `is missing: give ${wanted}` : `must be ${wanted}`;
    }
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_union':
      return 'has none of the allowed forms: docs/connectors.md lists them';
    case 'invalid_format':
      return forms[issue.format];
    case 'unrecognized_keys': {
      const names = issue.keys.map((key) => `"${key}"`).join(', ');
      return `has ${names}, which is not allowed here: correct the name or remove it`;
    }
    case 'too_small':
      return bound(issue.origin, 'at least', issue.minimum, issue.inclusive);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.maximum, issue.inclusive);
    default:
      return undefined;
  }
}

function bound(
  origin: string,
  side: 'at least' | 'at most',
  limit: number | bigint,
  inclusive = true,
): string {
  if (origin === 'number' || origin === 'int') {
    const beyond = side === 'at least' ? 'more than' : 'less than';
    return `must be ${inclusive ? side : beyond} ${limit.toString()}`;
  }
  if (side === 'at least' && Number(limit) === 1) return 'must not be empty';
  const unit = origin === 'string' ? 'characters' : 'entries';
  return `must have ${side} ${limit.toString()} ${unit}`;
}
