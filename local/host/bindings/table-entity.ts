import type { Edm, TableEntity } from '@azure/data-tables';

/**
 * An entity as the tables extension gives it to a function: without time stamp and ETag, and with JSON values only
 * (ConvertEntityToJObject in TablesExtensionConfigProvider).
 */
export function entityToJson(entity: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entity)) {
    if (name === 'etag' || name === 'timestamp' || name.startsWith('odata')) continue;
    json[usual[name] ?? name] = valueToJson(value);
  }
  return json;
}

// The client library writes these in its own case.
const usual: Readonly<Record<string, string>> = {
  partitionKey: 'PartitionKey',
  rowKey: 'RowKey',
};

function valueToJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'object' && value !== null && 'value' in value) return value.value;
  return value;
}

/** An entity to write, with the ETag that it is written under. */
export interface WrittenEntity {
  readonly entity: TableEntity;
  /** Absent: the entity must be new. */
  readonly etag: string | undefined;
}

/**
 * Makes an entity of a function's value (CreateTableEntityFromJObject). Keys of the value replace those of the binding. Whole
 * numbers become Int64, and objects become their JSON text.
 * @throws Error when a key is missing
 */
export function entityOf(
  value: unknown,
  keys: { readonly partitionKey: string | undefined; readonly rowKey: string | undefined },
): WrittenEntity {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('A value for a table must be an object, or an array of objects.');
  const own = new Map<string, unknown>();
  const properties: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(value)) {
    const reserved = name.toLowerCase();
    if (['partitionkey', 'rowkey', 'etag'].includes(reserved)) own.set(reserved, content);
    else if (content !== null) properties[name] = valueOf(content);
  }
  const partitionKey = key('PartitionKey', own.get('partitionkey') ?? keys.partitionKey);
  const rowKey = key('RowKey', own.get('rowkey') ?? keys.rowKey);
  const etag = own.get('etag');
  return {
    entity: { ...properties, partitionKey, rowKey },
    etag: typeof etag === 'string' && etag !== '' ? etag : undefined,
  };
}

function key(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`An entity for a table needs a ${name}, in the value or in the binding.`);
}

function valueOf(content: unknown): unknown {
  if (Number.isInteger(content))
    return { type: 'Int64', value: String(content) } satisfies Edm<'Int64'>;
  if (typeof content === 'number')
    return { type: 'Double', value: content } satisfies Edm<'Double'>;
  return typeof content === 'object' ? JSON.stringify(content, undefined, 2) : content;
}
