import type { Environment } from '../settings/app-settings.ts';
import type { Binding, RpcTypedData } from '../worker/function-app.ts';
import type { BindingData } from './binding-data.ts';
import { resolveExpressions } from './binding-expression.ts';
import { splitBlobPath } from './blob-path.ts';
import { isMissing } from './message-queue.ts';
import { blobService } from './storage-connection.ts';

/**
 * Reads the blob of an input binding, as text unless its `dataType` is `binary`: Azure's host takes DataType.String by default
 * (WorkerFunctionInvoker.BindInputsAsync). A missing blob gives nothing.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-input
 */
export async function readBlob(
  binding: Binding,
  environment: Environment,
  data: BindingData,
): Promise<RpcTypedData> {
  const { container, name } = pathOf(binding, environment, data);
  const service = await blobService(binding['connection'], environment);
  try {
    const bytes = await service
      .getContainerClient(container)
      .getBlobClient(name)
      .downloadToBuffer();
    const isBinary = String(binding['dataType']).toLowerCase() === 'binary';
    return isBinary ? { bytes } : { string: bytes.toString('utf8') };
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/**
 * Writes the value of an output binding as a blob. A missing container is created.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-output
 */
export async function writeBlob(
  binding: Binding,
  value: RpcTypedData,
  environment: Environment,
  data: BindingData,
): Promise<void> {
  const { container, name } = pathOf(binding, environment, data);
  const service = await blobService(binding['connection'], environment);
  const client = service.getContainerClient(container);
  const blob = client.getBlockBlobClient(name);
  const bytes = bytesOf(value);
  try {
    await blob.uploadData(bytes);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await client.createIfNotExists();
    await blob.uploadData(bytes);
  }
}

function pathOf(binding: Binding, environment: Environment, data: BindingData) {
  const { path } = binding;
  return splitBlobPath(resolveExpressions(typeof path === 'string' ? path : '', environment, data));
}

/** The bytes of a value as Azure's host writes it into a stream (FunctionBinding.ConvertValueToStream): numbers in binary form. */
function bytesOf({ string, json, bytes, int, double }: RpcTypedData): Buffer {
  if (bytes) return Buffer.from(bytes);
  if (int !== undefined) {
    const buffer = Buffer.alloc(4);
    buffer.writeInt32LE(int | 0);
    return buffer;
  }
  if (double !== undefined) {
    const buffer = Buffer.alloc(8);
    buffer.writeDoubleLE(double);
    return buffer;
  }
  return Buffer.from(string ?? (json === undefined ? '' : JSON.stringify(JSON.parse(json))));
}
