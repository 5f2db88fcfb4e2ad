import fc from 'fast-check';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Json;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Json }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Json }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly securitySchemes: Readonly<Record<string, Json>>;
  };
}

/** A call that the document allows, or that differs a little from an allowed one. */
export interface MadeCall {
  readonly method: string;
  /** The path of the document. */
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly contentType: string | undefined;
  readonly operation: DescribedOperation;
}

/** A text in many values and names that are sent. No refusal may show it. */
export const canary = 'Zaphod';

const texts = fc.oneof(
  fc.constantFrom(
    ...[canary, `${canary}@example.org`, `${canary.toLowerCase()}-de`, `${canary} Beeblebrox`],
    ...['', ' ', '0', 'ada@example.org', '+4930123456', 'b2c-de', 'hubspot', 'null', "' or 1 eq 1"],
    ...['2026-03-02', '01KAJ3ZZZZZZZZZZZZZZZZZZ02', '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11'],
    ...['gdpr', 'erasure', '\u0000', '\ud800', '\u212a@example.org', '__proto__', '../..', '{id}'],
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Values of a schema; sometimes another value. */
function valueOf(schema: Json): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.constant({ [canary]: canary }) },
  );
}

function fitting(schema: Json): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'object': {
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
      const model = Object.fromEntries(properties.map(([name, inner]) => [name, valueOf(inner)]));
      const known = fc.record(model, { requiredKeys: [] });
      const required = Object.fromEntries(
        properties
          .filter(([name]) => (schema['required'] as string[] | undefined)?.includes(name))
          .map(([name, inner]) => [name, valueOf(inner)]),
      );
      return fc.tuple(known, fc.record(required)).map(([all, needed]) => ({ ...all, ...needed }));
    }
    case 'array':
      return fc.array(valueOf((schema['items'] ?? {}) as Json), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer();
    default:
      return texts;
  }
}

const subject = { emails: ['ada@example.org'] };
const goodBodies = [{ type: 'access', subject }, { subject }].map((body) => JSON.stringify(body));

/** Bodies of the content types that the operation names, and sometimes of another one. */
function bodyOf({ requestBody }: DescribedOperation) {
  const types = Object.keys(requestBody?.content ?? {});
  if (types.length === 0) return fc.constant({ body: undefined, contentType: undefined });
  const schema = requestBody?.content['application/json']?.schema;
  const good = fc.constantFrom(...goodBodies);
  const text = fc.oneof(
    ...(schema
      ? [{ weight: 8, arbitrary: valueOf(schema).map((value) => JSON.stringify(value)) }]
      : []),
    { weight: 3, arbitrary: good },
    { weight: 1, arbitrary: fc.string() },
    {
      weight: schema ? 0 : 8,
      arbitrary: fc
        .array(fc.oneof(good, texts, fc.constantFrom('type,email', `access,${canary}`)))
        .map((lines) => lines.join('\n')),
    },
  );
  const contentType = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...types) },
    { weight: 1, arbitrary: fc.constant('text/plain') },
  );
  return fc.record({ body: text.map((one) => one.toWellFormed()), contentType });
}

function callOf(method: string, template: string, operation: DescribedOperation) {
  const named = (where: Parameter['in']) => {
    const parameters = operation.parameters.filter((one) => one.in === where);
    const model = parameters.map(
      ({ name, schema }) => [name, fitting(schema).map(String)] as const,
    );
    const all = fc.record(Object.fromEntries(model), where === 'path' ? {} : { requiredKeys: [] });
    return all as fc.Arbitrary<Record<string, string>>;
  };
  return fc
    .tuple(named('path'), named('query'), named('header'), bodyOf(operation))
    .map(([params, query, headers, sent]): MadeCall => ({
      method: method.toUpperCase(),
      template,
      params,
      query: new URLSearchParams(query).toString(),
      // A client of HTTP refuses other characters before it sends anything.
      headers: Object.fromEntries(
        Object.entries(headers).filter(([, value]) => /^[\x20-\x7e]*$/.test(value)),
      ),
      ...sent,
      operation,
    }));
}

/** Calls of all operations that a document describes. */
export function describedCalls({ paths }: OpenApi): fc.Arbitrary<MadeCall> {
  const all = Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => callOf(method, template, operation)),
  );
  return fc.oneof(...all);
}
