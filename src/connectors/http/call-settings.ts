import { z } from 'zod';
import { condition, jsonPath } from './condition.ts';
import { hasVariable, unknownVariables, type JsonTemplate, type Variable } from './template.ts';

const json: z.ZodType<JsonTemplate> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(json),
    z.record(z.string(), json),
  ]),
);

/** What every declared call has. */
const call = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  path: z.string().regex(/^\/[^?#\s]*$/, 'must begin with / and have no query: that is in query'),
  query: z.record(z.string(), z.string()).default({}),
  body: json.optional(),
};

/** How the next page is requested. */
const paging = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('link') }),
  z.strictObject({ type: z.literal('next'), path: jsonPath }),
  z.strictObject({ type: z.literal('cursor'), query: z.string().min(1), next: jsonPath }),
  z.strictObject({
    type: z.literal('offset'),
    query: z.string().min(1),
    sizeQuery: z.string().min(1),
    size: z.number().int().positive().max(1000),
  }),
]);

interface Templates {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: JsonTemplate | undefined;
}

/** Reports each template with a variable that is unknown there, and each call without the variable, because it would concern everybody. */
const checked =
  (known: Variable) =>
  ({ value, issues }: { value: Templates; issues: z.core.$ZodRawIssue[] }): void => {
    const { path, query, body } = value;
    const templates = [
      { at: ['path'], template: path },
      ...Object.entries(query).map(([name, template]) => ({ at: ['query', name], template })),
      ...textsIn(body ?? null).map((template) => ({ at: ['body'], template })),
    ];
    const wrong = templates.flatMap(({ at, template }) =>
      unknownVariables(template, known).map((name) => ({ at, template, name })),
    );
    for (const { at, template, name } of wrong) {
      const message = `names {${name}}, which is not known here: write {${known}}`;
      issues.push({ code: 'custom', input: template, path: at, message });
    }
    if (wrong.length > 0 || templates.some(({ template }) => hasVariable(template))) return;
    const message = `has no {${known}} in path, query or body: it would concern everybody`;
    issues.push({ code: 'custom', input: path, path: ['path'], message });
  };

function textsIn(body: JsonTemplate): string[] {
  if (typeof body === 'string') return [body];
  return typeof body === 'object' && body !== null ? Object.values(body).flatMap(textsIn) : [];
}

export const lookUp = z
  .strictObject({ ...call, records: jsonPath, paging: paging.optional() })
  .check(checked('value'));

export const exportPart = z
  .strictObject({
    ...call,
    part: z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, 'must be a word, such as orders'),
    items: jsonPath,
    paging: paging.optional(),
  })
  .check(checked('id'));

export const erasing = z
  .strictObject({ ...call, method: call.method.unwrap().default('DELETE') })
  .check(checked('id'));

export const readBack = z
  .strictObject({ ...call, records: jsonPath.default('$'), gone: condition.optional() })
  .check(checked('id'));

/** How the state of an erasure job is read, and how the service names its states. */
export const job = z
  .strictObject({
    ...call,
    state: jsonPath,
    waiting: z.array(z.string()).min(1),
    failed: z.array(z.string()).default([]),
    withinDays: z.number().positive().max(365).default(30),
  })
  .check(checked('id'));

export type DeclaredCall = Templates & { readonly method: z.infer<typeof call.method> };
export type Paging = z.infer<typeof paging>;
