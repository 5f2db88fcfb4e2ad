import type { z } from 'zod';

/** One thing that is wrong in the configuration, and what to do about it. */
export interface Mistake {
  /** The file's path, or `environment`. */
  readonly file: string;
  /** Such as `systems[1].settings.tenantId`; empty for the file itself. */
  readonly path: string;
  /** Left out for secrets. */
  readonly value?: unknown;
  readonly fix: string;
}

/** The configuration cannot be used. The message names every mistake, a line each. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(['The configuration has mistakes:', ...mistakes.map(lineOf)].join('\n  '));
    this.name = 'ConfigurationError';
    // Hosts print the stack; where in the bundle the mistake was found helps nobody to mend it.
    this.stack = `${this.name}: ${this.message}`;
    this.mistakes = mistakes;
  }
}

function lineOf({ file, path, value, fix }: Mistake): string {
  const place = path === '' ? file : `${file}: ${path}`;
  return value === undefined ? `${place}: ${fix}` : `${place} is ${shown(value)}: ${fix}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** @param at where the checked value stands in the file */
export function mistakesOf(
  file: string,
  at: string,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): Mistake[] {
  return issues.map((issue) => {
    // Who writes a secret into the file by mistake must not find it in a log as well.
    const found = valueAt(value, issue.path);
    const isShown = isSmall(found) && issue.path.length > 0 && !issue.path.includes('secrets');
    return {
      file,
      path: pathOf(at, issue.path),
      value: isShown ? found : undefined,
      fix: issue.message,
    };
  });
}

/** One value, or an empty list: what is larger may hold anything. */
function isSmall(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

export function pathOf(at: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) =>
      typeof step === 'number'
        ? `${path}[${String(step)}]`
        : `${path}${path === '' ? '' : '.'}${String(step)}`,
    at,
  );
}

function valueAt(value: unknown, steps: readonly PropertyKey[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}
