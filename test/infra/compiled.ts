import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../house/source-files.ts';

/** What infra/*.bicep compile to; scripts/compile-infra.mjs makes it. */
export const compiledFolder = path.join(root, 'infra', 'compiled');

/** A resource as it is sent to Azure. A value that only Azure knows is an expression in brackets. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly scope?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

interface TemplateResource {
  readonly type: string;
  readonly properties?: { readonly template?: Template };
}

export interface Template {
  readonly parameters: Readonly<Record<string, { readonly metadata?: { description?: string } }>>;
  readonly outputs?: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
  /** By their symbolic names, or in order. */
  readonly resources: Readonly<Record<string, TemplateResource>> | readonly TemplateResource[];
}

/** Every resource of a deployment: `closed` has no optional parts, `open` has all of them. */
export function deployment(name: 'closed' | 'open'): readonly Resource[] {
  return read(`${name}.json`) as readonly Resource[];
}

/** The compiled main template; its modules are nested in it. */
export function compiledTemplate(): Template {
  return read('template.json') as Template;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(compiledFolder, file), 'utf8'));
}

/** Properties of all resources of a type. There must be at least one, or a test would check nothing. */
export function propertiesOf(resources: readonly Resource[], type: string) {
  const found = resources.filter((resource) => resource.type === type);
  expect(found).not.toHaveLength(0);
  return found.map(({ properties = {} }) => properties);
}

/** App settings as the app would find them. */
export function appSettings(resources: readonly Resource[]): Readonly<Record<string, string>> {
  const settings = resources.find(
    ({ type, name }) => type === 'Microsoft.Web/sites/config' && name.endsWith('/appsettings'),
  );
  return settings?.properties as Readonly<Record<string, string>>;
}
