import type { Environment } from '../settings/app-settings.ts';
import type { Binding, Invocation, RpcTypedData } from '../worker/function-app.ts';
import type { MessageEncoding } from '../worker/message-text.ts';
import { bindingDataOf, type BindingData } from './binding-data.ts';
import { readBlob, writeBlob } from './blob-bindings.ts';
import { createQueueOutput } from './queue-output.ts';
import { readTable, writeTable } from './table-bindings.ts';

/**
 * Gives the data of input bindings that are not the trigger.
 * @param clientBinding the text for durable clients
 */
export function createInputs(
  environment: Environment,
  clientBinding: () => string,
): (binding: Binding, invocation: Invocation) => RpcTypedData | Promise<RpcTypedData> {
  return (binding, invocation) => {
    switch (binding.type.toLowerCase()) {
      case 'blob':
        return readBlob(binding, environment, dataFor(binding, invocation));
      case 'table':
        return readTable(binding, environment, dataFor(binding, invocation));
      default:
        return { string: clientBinding() };
    }
  };
}

/** Sends the values of output bindings to their targets. */
export function createOutputs(
  environment: Environment,
  encoding: MessageEncoding,
): (binding: Binding, value: RpcTypedData, invocation: Invocation) => Promise<void> {
  const sendToQueue = createQueueOutput(encoding, environment);
  return (binding, value, invocation) => {
    const data = dataFor(binding, invocation);
    switch (binding.type.toLowerCase()) {
      case 'blob':
        return writeBlob(binding, value, environment, data);
      case 'table':
        return writeTable(binding, value, environment, data);
      default:
        return sendToQueue(binding, value, data);
    }
  };
}

const noData: BindingData = new Map();

/** Reads the data of a call, which may be large, only for a binding with an expression. */
function dataFor(binding: Binding, invocation: Invocation): BindingData {
  const hasExpression = (value: unknown) => typeof value === 'string' && value.includes('{');
  return Object.values(binding).some(hasExpression) ? bindingDataOf(invocation) : noData;
}
