import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** A value in a template; anything that is computed is kept as its source. */
export type BicepValue =
  | string
  | number
  | boolean
  | { readonly source: string }
  | readonly BicepValue[]
  | { readonly [name: string]: BicepValue };

export interface BicepResource {
  /** Such as `Microsoft.Web/sites`. */
  readonly type: string;
  readonly apiVersion: string;
  readonly body: Readonly<Record<string, BicepValue>>;
}

export interface BicepFile {
  readonly resources: readonly BicepResource[];
  readonly variables: Readonly<Record<string, BicepValue>>;
  /** Line and text of everything that is not Bicep. */
  readonly faults: readonly string[];
}

export type BicepReader = (source: string) => BicepFile;

/** Reads Bicep by its grammar. That proves syntax only: types and rights are for the compiler and for Azure to check. */
export async function openBicepReader(): Promise<BicepReader> {
  await Parser.init();
  const wasm = readFileSync(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
  const parser = new Parser().setLanguage(await Language.load(wasm));
  return (source) => {
    const tree = parser.parse(source);
    if (!tree) throw new Error('The grammar gave no tree.');
    return fileOf(tree.rootNode);
  };
}

/** Every template of the infrastructure, by its path below `infra/`. */
export function bicepSources(): { readonly name: string; readonly source: string }[] {
  const folder = path.resolve(__dirname, '..', '..', 'infra');
  return globSync('**/*.bicep', { cwd: folder })
    .sort()
    .map((name) => ({ name, source: readFileSync(path.join(folder, name), 'utf8') }));
}

function fileOf(root: Node): BicepFile {
  const children = root.namedChildren;
  const declared = (type: string) => children.filter((node) => node.type === type);
  return {
    resources: declared('resource_declaration').map(resourceOf),
    variables: Object.fromEntries(
      declared('variable_declaration').map(({ namedChildren: [name, value] }) => [
        name?.text ?? '',
        valueOf(value),
      ]),
    ),
    faults: faultsOf(root),
  };
}

function resourceOf({ namedChildren }: Node): BicepResource {
  const [, kind] = namedChildren;
  const [type = '', apiVersion = ''] = stringOf(kind).split('@', 2);
  const last = namedChildren.at(-1);
  const body = last?.type === 'for_statement' ? last.childForFieldName('body') : last;
  return { type, apiVersion, body: recordOf(body) };
}

function recordOf(node: Node | null | undefined): Record<string, BicepValue> {
  const properties = node?.namedChildren.filter(({ type }) => type === 'object_property') ?? [];
  return Object.fromEntries(
    properties.map(({ namedChildren: [name, value] }) => [
      name?.type === 'string' ? stringOf(name) : (name?.text ?? ''),
      valueOf(value),
    ]),
  );
}

function valueOf(node: Node | null | undefined): BicepValue {
  switch (node?.type) {
    case 'object':
      return recordOf(node);
    case 'array':
      return node.namedChildren.map(valueOf);
    case 'boolean':
      return node.text === 'true';
    case 'number':
      return Number(node.text);
    case 'string':
      return stringOf(node);
    default:
      return { source: node?.text ?? '' };
  }
}

/** The text between the quotes, interpolations as they stand. */
function stringOf(node: Node | undefined): string {
  return node?.text.slice(1, -1) ?? '';
}

function faultsOf(node: Node): string[] {
  if (node.isError || node.isMissing)
    return [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`];
  return node.hasError ? node.children.flatMap(faultsOf) : [];
}
