import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Exchanged } from './recorded-traffic.ts';

type Json = Record<string, unknown>;

const folder = path.resolve(__dirname, '../specs');
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
const escaped = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** Connectors use links to next pages unchanged, so the content of these links is not checked. */
const ofLinks = ['$skiptoken'];

/** Graph's description requires `@odata.type`, but Graph needs it only when the call does not define the type. */
function dropTypeRequirement(node: unknown): void {
  for (const child of Object.values(object(node))) dropTypeRequirement(child);
  const { required } = object(node);
  if (Array.isArray(required))
    object(node)['required'] = required.filter((name) => name !== '@odata.type');
}

/** The objection of a vendor's own description to a request; null when there is none. */
export function requestChecker(name: string, prefix = '') {
  const document = parse(readFileSync(path.join(folder, `${name}.openapi.yaml`), 'utf8')) as Json;
  dropTypeRequirement(document);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const format of ['int32', 'int64', 'float', 'double', 'base64url', 'decimal'])
    ajv.addFormat(format, true);
  ajv.addSchema(document, 'api');
  const paths = object(document['paths']);
  const templates = Object.keys(paths)
    .map((template) => ({
      template,
      pattern: new RegExp(
        `^${template.replace(/[.$*+?()|[\]\\^]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`,
      ),
    }))
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length);

  const resolved = (node: unknown): Json => {
    const { $ref: reference } = object(node);
    if (typeof reference !== 'string') return object(node);
    const parts = reference.slice('#/'.length).split('/');
    return object(parts.reduce<unknown>((at, part) => object(at)[part], document));
  };

  function parametersOf(template: string, method: string): Json[] {
    const item = object(paths[template]);
    const lists = [item['parameters'], object(item[method])['parameters']];
    return lists.flatMap((list) => (Array.isArray(list) ? list.map(resolved) : []));
  }

  function bodyProblem(template: string, method: string, sent: unknown): string | null {
    const body = object(object(object(paths[template])[method])['requestBody']);
    if (sent === undefined) return body['required'] === true ? 'the body is missing' : null;
    if (!('application/json' in object(body['content']))) return null;
    const pointer = `/paths/${escaped(template)}/${method}/requestBody/content/${escaped('application/json')}/schema`;
    const validate = ajv.getSchema(`api#${encodeURI(pointer)}`);
    if (!validate) throw new Error(`no schema at ${pointer}`);
    return validate(sent) === true ? null : ajv.errorsText(validate.errors);
  }

  return ({ method, target, sent }: Exchanged): string | null => {
    const url = new URL(target, 'http://x');
    const pathname = url.pathname.slice(prefix.length);
    const template = templates.find(({ pattern }) => pattern.test(pathname))?.template;
    const verb = method.toLowerCase();
    if (template === undefined || !(verb in object(paths[template])))
      return `${method} ${pathname} is not described`;
    const known = new Set<unknown>([
      ...ofLinks,
      ...parametersOf(template, verb)
        .filter((parameter) => parameter['in'] === 'query')
        .map((parameter) => parameter['name']),
    ]);
    const unknown = [...url.searchParams.keys()].filter((key) => !known.has(key));
    if (unknown.length > 0) return `${method} ${template} knows no ${unknown.join(', ')}`;
    const problem = bodyProblem(template, verb, sent);
    return problem === null ? null : `${method} ${template}: ${problem}`;
  };
}
