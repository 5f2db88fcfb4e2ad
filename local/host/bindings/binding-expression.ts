import { randomUUID } from 'node:crypto';
import { resolveSettings, type Environment } from '../settings/app-settings.ts';
import type { BindingData } from './binding-data.ts';

/**
 * Replaces `%SETTING%`, `{name}`, `{name.property}`, `{rand-guid}` and `{DateTime:format}` in a property of a binding.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns
 * @throws Error naming the expression that has no value
 */
export function resolveExpressions(
  text: string,
  environment: Environment,
  data: BindingData,
  now: Date = new Date(),
): string {
  return replaced(text, environment, (expression) => valueOf(expression, data, now));
}

/** The same for an OData filter: a quote in a value does not end its text (ODataFilterResolutionPolicy). */
export function resolveFilter(text: string, environment: Environment, data: BindingData): string {
  return replaced(text, environment, (expression) =>
    valueOf(expression, data, new Date()).replaceAll("'", "''"),
  );
}

function replaced(
  text: string,
  environment: Environment,
  valueOf: (expression: string) => string,
): string {
  return resolveSettings(text, environment).replace(/\{([^{}]+)\}/g, (_, expression: string) =>
    valueOf(expression.trim()),
  );
}

function valueOf(expression: string, data: BindingData, now: Date): string {
  const [name = '', format] = expression.split(/:(.*)/, 2);
  const value = data.get(name.toLowerCase()) ?? property(name, data) ?? builtIn(name, format, now);
  if (value === undefined)
    throw new Error(
      `No value for named parameter '${name}': neither the trigger's data nor its metadata has it.`,
    );
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value of `a.b.c`. Names are found in any case. */
function property(expression: string, data: BindingData): unknown {
  const [first = '', ...rest] = expression.split('.');
  return rest.reduce<unknown>((inner, name) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    const found = Object.entries(inner).find(([own]) => own.toLowerCase() === name.toLowerCase());
    return found?.[1] as unknown;
  }, data.get(first.toLowerCase()));
}

function builtIn(name: string, format: string | undefined, now: Date): string | undefined {
  switch (name.toLowerCase()) {
    case 'rand-guid':
    case 'sys.randguid':
      return format?.toUpperCase() === 'N' ? randomUUID().replaceAll('-', '') : randomUUID();
    case 'datetime':
    case 'sys.utcnow':
      return format === undefined ? `${now.toISOString().slice(0, 19)}Z` : formatted(now, format);
    default:
      return undefined;
  }
}

/** .NET's own names of the parts of a time, as far as they are numbers. */
function formatted(now: Date, format: string): string {
  const iso = now.toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    yy: iso.slice(2, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
    fff: iso.slice(20, 23),
  };
  return format.replace(/yyyy|yy|MM|dd|HH|mm|ss|fff/g, (part) => parts[part] ?? part);
}
