import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

const folder = path.resolve(__dirname, '../../../specs');

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};

/** Graph sends `@odata.type` only where the type does not follow from the call, whatever its description requires. */
function dropTypeRequirement(node: unknown): void {
  for (const child of Object.values(object(node))) dropTypeRequirement(child);
  const { required } = object(node);
  if (Array.isArray(required))
    object(node)['required'] = required.filter((name) => name !== '@odata.type');
}

/** OpenAPI 3.0 allows `nullable` beside `anyOf`, `allOf` or `enum`; JSON Schema needs null as a branch or value of its own. */
function rewriteNullable(node: unknown): void {
  for (const child of Object.values(object(node))) rewriteNullable(child);
  const schema = object(node);
  if (schema['nullable'] !== true) return;
  if (Array.isArray(schema['enum'])) schema['enum'] = [...schema['enum'], null];
  if ('type' in schema) return;
  const { nullable: _nullable, ...rest } = schema;
  for (const name of Object.keys(schema)) Reflect.deleteProperty(schema, name);
  schema['anyOf'] = [rest, { type: 'null' }];
}

/** An object has only the fields that its schema names. */
function close(node: unknown): void {
  for (const child of Object.values(object(node))) close(child);
  const schema = object(node);
  const isOpen = Object.keys(object(schema['properties'])).length === 0 || 'allOf' in schema;
  if (schema['type'] === 'object' && !isOpen) schema['additionalProperties'] ??= false;
}

export interface ApiDescription {
  /** How this answer breaks the vendor's description; null when it does not. */
  problemsOf(method: string, url: string, status: number, body: unknown): string | null;
  /** The operations that were checked so far, as `GET /path/{id}`. */
  checked: ReadonlySet<string>;
}

function createMatcher(paths: Json) {
  const patterns = Object.keys(paths).map((template) => ({
    template,
    pattern: new RegExp(
      `^${template.replace(/[.$*+?()|[\]\\^]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`,
    ),
  }));
  // The path with the fewest names wins, as OpenAPI demands.
  patterns.sort((a, b) => a.template.split('{').length - b.template.split('{').length);
  return (pathname: string) => patterns.find(({ pattern }) => pattern.test(pathname))?.template;
}

/**
 * Reads one of the vendors' descriptions in `test/specs`. `prefix`: the beginning of the simulator's paths that the paths of the
 * description do not have.
 */
export function readDescription(
  name: string,
  prefix = '',
  options: { readonly closed?: boolean | undefined } = {},
): ApiDescription {
  const document = parse(readFileSync(path.join(folder, `${name}.openapi.yaml`), 'utf8')) as Json;
  dropTypeRequirement(document);
  rewriteNullable(document);
  if (options.closed) close(document['paths']);
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: true,
    discriminator: false,
  });
  addFormats(ajv);
  for (const format of ['int32', 'int64', 'float', 'double', 'base64url', 'decimal', 'unix-time'])
    ajv.addFormat(format, true);
  ajv.addSchema(document, 'api');
  const paths = object(document['paths']);
  const templateOf = createMatcher(paths);
  const compiled = new Map<string, ValidateFunction | undefined>();
  const checked = new Set<string>();

  const escape = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');

  function compile(template: string, method: string, status: number): ValidateFunction | undefined {
    const responses = object(object(object(paths[template])[method])['responses']);
    const key = [String(status), `${String(status)[0] ?? ''}XX`, 'default'].find(
      (each) => each in responses,
    );
    if (key === undefined)
      throw new Error(`${method} ${template} does not describe ${String(status)}`);
    const reference = object(responses[key])['$ref'];
    const pointer =
      typeof reference === 'string'
        ? reference.slice(1)
        : `/paths/${escape(template)}/${method}/responses/${key}`;
    const response = pointer
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (node, part) => object(node)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
        document,
      );
    const content = object(object(response)['content']);
    const type = ['application/json', 'application/problem+json', '*/*'].find(
      (each) => each in content,
    );
    return type === undefined
      ? undefined
      : ajv.compile({
          $ref: `api#${encodeURI(pointer)}/content/${encodeURIComponent(escape(type))}/schema`,
        });
  }

  return {
    checked,
    problemsOf: (method, url, status, body) => {
      const template = templateOf(new URL(url, 'http://x').pathname.slice(prefix.length));
      if (template === undefined) return `${url} is not described`;
      const key = `${method.toUpperCase()} ${template}`;
      const slot = `${key} ${String(status)}`;
      if (!compiled.has(slot)) compiled.set(slot, compile(template, method.toLowerCase(), status));
      const validate = compiled.get(slot);
      checked.add(key);
      return !validate || body === undefined || validate(body)
        ? null
        : `${slot}: ${ajv.errorsText(validate.errors)}`;
    },
  };
}
