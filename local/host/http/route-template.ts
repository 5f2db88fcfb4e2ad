// ASP.NET's route templates: literals, and parameters with constraints and defaults, also optional and catch-all parameters.
import { constraintFor, type Constraint } from './route-constraint.ts';

export interface RouteTemplate {
  readonly text: string;
  /** One digit per segment, as in ASP.NET. The smaller text has precedence. */
  readonly precedence: string;
  /** The parameters of a path (decoded, without query), or undefined when it does not match. */
  match(path: string): Record<string, string> | undefined;
}

interface Parameter {
  readonly name: string;
  readonly constraints: readonly Constraint[];
  readonly fallback: string | undefined;
  readonly optional: boolean;
  readonly catchAll: boolean;
}

type Part = string | Parameter;

/**
 * @param text e.g. `api/orders/{id:int}/{*rest}`
 * @throws Error with a reason when ASP.NET would refuse the template
 */
export function parseRouteTemplate(text: string): RouteTemplate {
  if (/^[/~]/.test(text))
    throw new Error(`The route template '${text}' cannot start with a '/' or '~' character.`);
  const segments = splitOutsideBraces(text).map((segment) => partsOf(segment, text));
  if (segments.slice(0, -1).some((parts) => parts.length === 0))
    throw new Error(`The route template '${text}' cannot have two '/' in a row.`);
  const parameters = segments.flat().filter((part) => typeof part !== 'string');
  checkParameters(parameters, segments, text);
  const pattern = new RegExp(`^${segments.map(segmentPattern).join('')}/?$`, 'i');
  return {
    text,
    precedence: segments.map(precedenceOf).join(''),
    match: (path) => matchPath(pattern, parameters, path),
  };
}

function matchPath(
  pattern: RegExp,
  parameters: readonly Parameter[],
  path: string,
): Record<string, string> | undefined {
  const found = pattern.exec(path);
  if (!found) return undefined;
  const values: Record<string, string> = {};
  for (const [index, parameter] of parameters.entries()) {
    const captured = found[index + 1];
    const value = captured === undefined || captured === '' ? parameter.fallback : captured;
    if (value === undefined) continue;
    if (!parameter.constraints.every((accepts) => accepts(value))) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

/** A slash inside a parameter (in a regex constraint) does not separate segments. */
function splitOutsideBraces(text: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '/' && depth === 0) {
      segments.push(current);
      current = '';
    } else current += character;
  }
  return [...segments, current];
}

function partsOf(segment: string, template: string): Part[] {
  const parts: Part[] = [];
  let position = 0;
  let literal = '';
  while (position < segment.length) {
    const rest = segment.slice(position);
    const character = segment.charAt(position);
    if (rest.startsWith('{{') || rest.startsWith('}}')) {
      literal += character;
      position += 2;
    } else if (rest.startsWith('{')) {
      const inner = innerOf(rest, template);
      if (literal) parts.push(literal);
      literal = '';
      parts.push(parameterOf(inner, template));
      position += inner.length + 2;
    } else if (rest.startsWith('}')) {
      throw new Error(`The route template '${template}' has a '}' without its '{'.`);
    } else {
      literal += character;
      position += 1;
    }
  }
  return literal ? [...parts, literal] : parts;
}

function innerOf(text: string, template: string): string {
  for (let position = 1; position < text.length; position += 1) {
    const two = text.slice(position, position + 2);
    if (two === '{{' || two === '}}') position += 1;
    else if (text[position] === '}') return text.slice(1, position);
  }
  throw new Error(`The route template '${template}' has a '{' without its '}'.`);
}

function parameterOf(inner: string, template: string): Parameter {
  const found = /^(\*{0,2})([^*{}/?:=]+)(.*?)(\?)?$/s.exec(
    inner.replaceAll('{{', '{').replaceAll('}}', '}'),
  );
  if (!found?.[2])
    throw new Error(`The route template '${template}' has a parameter without a name.`);
  const [, stars, name, tail = '', question] = found;
  const { constraints, fallback } = tailOf(tail);
  return {
    name,
    constraints: constraints.map((constraint) => constraintFor(constraint, template)),
    fallback,
    optional: question === '?',
    catchAll: stars !== '',
  };
}

/** Splits `:int:min(5)=7` into constraints and default value. Brackets may contain colons and equals signs. */
function tailOf(tail: string): { constraints: string[]; fallback: string | undefined } {
  const constraints: string[] = [];
  let depth = 0;
  let current: string | undefined;
  for (let position = 0; position < tail.length; position += 1) {
    const character = tail.charAt(position);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0 && (character === ':' || character === '=')) {
      if (current !== undefined) constraints.push(current);
      current = '';
      if (character === '=') return { constraints, fallback: tail.slice(position + 1) };
    } else current = (current ?? '') + character;
  }
  if (current !== undefined) constraints.push(current);
  return { constraints, fallback: undefined };
}

function checkParameters(
  parameters: readonly Parameter[],
  segments: readonly (readonly Part[])[],
  template: string,
): void {
  const names = parameters.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length)
    throw new Error(`The route template '${template}' has two parameters of the same name.`);
  const last = segments.at(-1)?.at(-1);
  if (parameters.some((parameter) => parameter.catchAll && parameter !== last))
    throw new Error(`The route template '${template}' has a catch-all that is not its end.`);
}

function segmentPattern(parts: readonly Part[], index: number): string {
  const slash = index === 0 ? '' : '/';
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') {
    if (only.catchAll) return slash ? '(?:/(.*))?' : '(.*)';
    if (only.optional || only.fallback !== undefined) return slash ? '(?:/([^/]+))?' : '([^/]*)';
    return `${slash}([^/]+)`;
  }
  return slash + parts.map((part, at) => partPattern(part, parts[at + 1])).join('');
}

function partPattern(part: Part, next: Part | undefined): string {
  if (typeof part === 'object') return part.optional ? '([^/]+)?' : '([^/]+)';
  // In `report.{ext?}` the dot is optional together with the extension.
  const dotBeforeOptional = typeof next === 'object' && next.optional && part.endsWith('.');
  return dotBeforeOptional ? `${escaped(part.slice(0, -1))}\\.?` : escaped(part);
}

function precedenceOf(parts: readonly Part[]): string {
  const [only] = parts;
  if (parts.length > 1) return '2';
  if (typeof only !== 'object') return '1';
  const constrained = only.constraints.length > 0;
  if (only.catchAll) return constrained ? '5' : '6';
  return constrained ? '3' : '4';
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
