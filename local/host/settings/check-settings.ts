import type { z } from 'zod';
import { SettingsError } from './settings-error.ts';

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  return `must be ${kinds[issue.expected] ?? issue.expected}`;
}

/**
 * Checks settings of a file.
 * @param at the place of `value` in the file
 * @throws SettingsError that lists every mistake: the setting, its value and what it must be
 */
export function checkSettings<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  value: unknown,
  at: readonly string[] = [],
): z.output<Schema> {
  const checked = schema.safeParse(value, { error: wordsFor });
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map(({ path, message }) => {
    const name = [...at, ...path.map(String)].join('.');
    return `${name || 'the file'} ${stated(valueAt(value, path))}${message}`;
  });
  const [only] = lines;
  throw new SettingsError(
    lines.length === 1
      ? `${file}: ${only ?? ''}.`
      : `${file} has ${String(lines.length)} mistakes:\n${lines.map((line) => `  ${line}.`).join('\n')}`,
  );
}

/** The value as a part of the sentence. Larger values are left out, because they may hold a secret. */
function stated(value: unknown): string {
  if (typeof value === 'object' && value !== null) return '';
  const text = JSON.stringify(value) as string | undefined;
  const [, name] = /%([^%]+)%/.exec(String(value)) ?? [];
  const unset = name === undefined ? '' : `, and there is no app setting '${name}'`;
  return text === undefined ? '' : `is ${text}${unset}; it `;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}
