import { badRequest } from './graph-error.ts';

export type Literal = string | number | boolean | null;
export type Operator = 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt';

/** A parsed OData `$filter`, with the parts of OData that Graph supports for directory objects. */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; operand: Filter }
  | { kind: 'compare'; path: string; operator: Operator; value: Literal }
  | { kind: 'in'; path: string; values: Literal[] }
  | { kind: 'function'; name: string; path: string; value: Literal }
  | { kind: 'any'; path: string; variable: string; condition: Filter };

const tokenPattern =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<time>\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))|(?<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_@$][\w.]*(?:\/[A-Za-z_@$][\w.]*)*)|(?<sign>[(),:]))/y;

const tokenKinds = ['text', 'time', 'guid', 'number', 'word', 'sign'] as const;

interface Token {
  kind: (typeof tokenKinds)[number];
  value: string;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const groups = tokenPattern.exec(source)?.groups ?? {};
    const kind = tokenKinds.find((each) => groups[each] !== undefined);
    const value = kind && groups[kind];
    if (kind === undefined || value === undefined)
      throw badRequest(`Syntax error at position ${String(at)} in '${source}'.`);
    tokens.push({ kind, value });
  }
  return tokens;
}

const operators = new Set<string>(['eq', 'ne', 'ge', 'gt', 'le', 'lt']);
const functions = new Set(['startswith', 'endswith', 'contains']);

/** Recursive descent over `or`, `and`, `not`, parentheses, comparisons, `in`, functions and `any`. */
class FilterReader {
  readonly #source: string;
  readonly #tokens: Token[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  read(): Filter {
    const filter = this.#or();
    if (this.#at < this.#tokens.length) throw this.#syntaxError();
    return filter;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#skip('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#operand();
    while (this.#skip('and')) left = { kind: 'and', left, right: this.#operand() };
    return left;
  }

  #operand(): Filter {
    if (this.#skip('not')) return { kind: 'not', operand: this.#operand() };
    if (this.#skip('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const name = this.#take('word');
    if (functions.has(name.toLowerCase())) return this.#call(name.toLowerCase());
    if (name.endsWith('/any')) return this.#any(name.slice(0, -'/any'.length));
    return this.#comparison(name);
  }

  #call(name: string): Filter {
    this.#expect('(');
    const path = this.#take('word');
    this.#expect(',');
    const value = this.#literal();
    this.#expect(')');
    return { kind: 'function', name, path, value };
  }

  #any(path: string): Filter {
    this.#expect('(');
    const variable = this.#take('word');
    this.#expect(':');
    const condition = this.#or();
    this.#expect(')');
    return { kind: 'any', path, variable, condition };
  }

  #comparison(path: string): Filter {
    const operator = this.#take('word');
    if (operator === 'in') return { kind: 'in', path, values: this.#list() };
    if (!operators.has(operator)) throw this.#syntaxError();
    return { kind: 'compare', path, operator: operator as Operator, value: this.#literal() };
  }

  #list(): Literal[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#skip(',')) values.push(this.#literal());
    this.#expect(')');
    return values;
  }

  #literal(): Literal {
    const token = this.#tokens[this.#at++];
    if (!token || token.kind === 'sign') throw this.#syntaxError();
    if (token.kind === 'text') return token.value.slice(1, -1).replaceAll("''", "'");
    if (token.kind === 'number') return Number(token.value);
    if (token.kind !== 'word') return token.value;
    if (token.value === 'true' || token.value === 'false') return token.value === 'true';
    if (token.value === 'null') return null;
    throw this.#syntaxError();
  }

  #take(kind: Token['kind']): string {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== kind) throw this.#syntaxError();
    return token.value;
  }

  #skip(value: string): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'text' || token.value !== value) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#skip(sign)) throw this.#syntaxError();
  }

  #syntaxError() {
    return badRequest(`Invalid filter clause: Syntax error in '${this.#source}'.`);
  }
}

/** @throws GraphError 400 Request_BadRequest when the text is not a filter. */
export function parseFilter(source: string): Filter {
  return new FilterReader(source).read();
}
