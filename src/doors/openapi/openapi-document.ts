import { z } from 'zod';
import type { PeoplePolicy } from '../../domain/policy.ts';
import { rolesFor } from '../authorise.ts';
import { problem } from './answer-schemas.ts';
import { metadataUrlOf } from '../signing-keys.ts';
import type { Content, Operation } from './operation.ts';
import { operations } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const everyOperation = [401, 403, 429, 500, 503];

/**
 * The OpenAPI 3.1 document of the API. Its schemas are the same objects with which the service checks its input, so they cannot differ.
 * @param server the address of the API, such as `https://dsar.example.org/api`
 * @param people where people sign in; undefined when callers cannot use access tokens
 */
export function openApiDocument(server: string, people: PeoplePolicy | undefined): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Habeas',
      version: '1',
      description: 'Data-subject requests: access, portability and erasure.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
        person: signInOf(people),
        subject: {
          type: 'http',
          scheme: 'bearer',
          description: 'An ID token of a configured B2C or External ID tenant',
        },
      },
    },
  };
}

/** An application ID. Entra ID writes it into version 2 tokens as their audience. */
const applicationId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** `x-client-id` tells a program that runs on a person's machine with which app registration to sign in. OpenAPI has no field for it. */
function signInOf(people: PeoplePolicy | undefined): Json {
  const description = 'An Entra ID access token';
  if (!people) return { type: 'http', scheme: 'bearer', description };
  const clientId = people.audiences.find((audience) => applicationId.test(audience));
  return {
    type: 'openIdConnect',
    openIdConnectUrl: metadataUrlOf(people.issuer),
    description,
    ...(clientId !== undefined && { 'x-client-id': clientId }),
  };
}

function describe(operation: Operation): Json {
  const { id, summary, action, body, bodyTypes } = operation;
  const needed = action === null ? [] : rolesFor(action);
  return {
    operationId: id,
    summary,
    ...(needed.length > 0 && {
      description: operation.isForSubjects
        ? 'For the data subject.'
        : `Roles: ${needed.join(', ')}.`,
    }),
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(bodyTypes && {
      requestBody: {
        required: true,
        content: Object.fromEntries(bodyTypes.map((type) => [type, {}])),
      },
    }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: responsesOf(operation),
  };
}

function securityOf({ action, isForSubjects }: Operation): readonly Json[] {
  if (action === null) return [];
  return isForSubjects ? [{ subject: [] }] : [{ key: [] }, { person: [] }];
}

function parametersOf({ path, query = {}, hasIdempotencyKey }: Operation): readonly Json[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query).map(([name, schema]) => ({
      name,
      in: 'query',
      schema: schemaOf(schema, 'input'),
    })),
    ...(hasIdempotencyKey
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            schema: { type: 'string', minLength: 1, maxLength: 255 },
          },
        ]
      : []),
  ];
}

function responsesOf({ success, problems, action }: Operation): Json {
  const failing = action === null ? [500, ...problems] : [...everyOperation, ...problems];
  const refusals = failing.map((status) => [
    String(status),
    {
      description: 'A problem (RFC 9457)',
      ...([429, 503].includes(status) && {
        headers: { 'Retry-After': { schema: { type: 'integer' } } },
      }),
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  ]);
  const answers = Object.entries(success).map(([status, content]) => [
    status,
    { description: 'Success', ...(content && { content: contentOf(content) }) },
  ]);
  return Object.fromEntries([...answers, ...refusals]) as Json;
}

function contentOf(content: Content): Json {
  return 'json' in content
    ? { 'application/json': { schema: schemaOf(content.json, 'output') } }
    : { [content.mediaType]: {} };
}

/** JSON Schema 2020-12, which OpenAPI 3.1 uses unchanged. Rules that JSON Schema cannot express are left out. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
