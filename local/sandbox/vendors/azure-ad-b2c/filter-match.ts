import { foldCase } from '../../store/fold-case.ts';
import type { Filter, Literal, Operator } from './filter-syntax.ts';

const fold = (value: unknown) => (typeof value === 'string' ? foldCase(value) : value);

function compareTimes(left: string, right: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(right)) return undefined;
  return Date.parse(left) - Date.parse(right);
}

function order(left: unknown, right: Literal): number {
  if (typeof left === 'string' && typeof right === 'string')
    return compareTimes(left, right) ?? (left < right ? -1 : Number(left > right));
  return Number(left) - Number(right);
}

/** The directory ignores case when it compares texts. */
export function compares(left: unknown, operator: Operator, right: Literal): boolean {
  const [a, b] = [fold(left) ?? null, fold(right) as Literal];
  if (operator === 'eq') return a === b;
  if (operator === 'ne') return a !== b;
  if (a === null || b === null) return false;
  const difference = order(a, b);
  return { ge: difference >= 0, gt: difference > 0, le: difference <= 0, lt: difference < 0 }[
    operator
  ];
}

/** Follows a path like `initiatedBy/user/id` into an object. */
export function valueAt(object: unknown, path: string): unknown {
  let value: unknown = object;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function calls(name: string, value: unknown, argument: Literal): boolean {
  const [text, part] = [fold(value), fold(argument)];
  if (typeof text !== 'string' || typeof part !== 'string') return false;
  if (name === 'startswith') return text.startsWith(part);
  return name === 'endswith' ? text.endsWith(part) : text.includes(part);
}

/** Decides `any` for one property. Without a rule, the condition is tried on every element. */
export type AnyRule = (element: unknown, condition: Filter, variable: string) => boolean;

export function matches(
  filter: Filter,
  object: unknown,
  anyRules: Readonly<Record<string, AnyRule>> = {},
): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, object, anyRules) && matches(filter.right, object, anyRules);
    case 'or':
      return matches(filter.left, object, anyRules) || matches(filter.right, object, anyRules);
    case 'not':
      return !matches(filter.operand, object, anyRules);
    case 'compare':
      return compares(valueAt(object, filter.path), filter.operator, filter.value);
    case 'in':
      return filter.values.some((value) => compares(valueAt(object, filter.path), 'eq', value));
    case 'function':
      return calls(filter.name, valueAt(object, filter.path), filter.value);
    case 'any': {
      const elements = valueAt(object, filter.path);
      const { condition, variable } = filter;
      const rule =
        anyRules[filter.path] ?? ((element) => matches(condition, { [variable]: element }));
      return (
        Array.isArray(elements) && elements.some((element) => rule(element, condition, variable))
      );
    }
  }
}

/** The parts of a filter that every match must meet: the parts joined by `and`. */
export function conjuncts(filter: Filter): Filter[] {
  return filter.kind === 'and' ? [...conjuncts(filter.left), ...conjuncts(filter.right)] : [filter];
}
