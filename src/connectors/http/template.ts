import { SystemFailure } from '../../domain/failure.ts';

/** The variable in the templates of a look-up, and the variable in the templates for a record that was found. */
export type Variable = 'value' | 'id';

/** JSON in which texts may hold variables. */
export type JsonTemplate =
  | string
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate };

const variables = /\{([^{}]*)\}/g;

/** @returns the names in braces, except the name of the known variable */
export function unknownVariables(template: string, known: Variable): string[] {
  return [...template.matchAll(variables)]
    .map(([, name = '']) => name)
    .filter((name) => name !== known);
}

export const hasVariable = (template: string): boolean => template.search(variables) >= 0;

/**
 * These segments have a special meaning in URLs, and an empty one names the whole collection. Some proxies decode `%2F` before they read
 * the path.
 */
const misleading = /(^|[/\\])\.{0,2}($|[/\\])/;

/**
 * Puts a value into a path. It can never become more than a part of one segment.
 * @throws SystemFailure `refused` for a value that a URL cannot hold there
 */
export function pathOf(template: string, value: string): string {
  if (hasVariable(template) && misleading.test(value))
    throw new SystemFailure('refused', 'the value cannot be part of a path');
  return fill(template, encoded(value));
}

/**
 * `?name=value…`, with every name and value encoded; empty without parameters.
 * @param more parameters without variables, in place of those with the same name
 */
export function queryOf(
  templates: Readonly<Record<string, string>>,
  value: string,
  more: Readonly<Record<string, string>>,
): string {
  const filled = Object.entries(templates).map(([name, text]) => [name, fill(text, value)]);
  const all = { ...(Object.fromEntries(filled) as Record<string, string>), ...more };
  const pairs = Object.entries(all).map(([name, text]) => `${encoded(name)}=${encoded(text)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The body with the value in it. The value stays within its text, whatever characters it has. */
export function bodyOf(template: JsonTemplate, value: string): JsonTemplate {
  if (typeof template === 'string') return fill(template, value);
  if (typeof template !== 'object' || template === null) return template;
  if (isList(template)) return template.map((one) => bodyOf(one, value));
  return Object.fromEntries(
    Object.entries(template).map(([name, one]) => [name, bodyOf(one, value)]),
  );
}

const isList = (template: JsonTemplate): template is readonly JsonTemplate[] =>
  Array.isArray(template);

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

const fill = (template: string, value: string) => template.replace(variables, () => value);
