import type { z } from 'zod';

/** One mistake in the configuration, and how to fix it. */
export interface Mistake {
  /** The file's path, or `environment`. */
  readonly file: string;
  /** For example `systems[1].settings.tenantId`. Empty when the mistake concerns the whole file. */
  readonly path: string;
  /** The wrong value. Never set for secrets. */
  readonly value?: unknown;
  readonly fix: string;
}

/** The configuration has mistakes. The message lists each of them on its own line. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(['The configuration has mistakes:', ...mistakes.map(lineOf)].join('\n  '));
    this.name = 'ConfigurationError';
    // The Functions host prints the stack. Lines of the bundle do not help to fix the configuration.
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

/** @param at path of the checked value in the file */
export function mistakesOf(
  file: string,
  at: string,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): Mistake[] {
  return issues.map((issue) => {
    // An operator may write a secret into the file by mistake. It must not get into a log.
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

/** True for a single value or an empty list. A larger value is not shown, because it may hold a secret. */
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
