import path from 'node:path';
import type { ConnectorExample } from './connector-example.ts';

/** The example of a connector: the file in `examples` that has its name. */
export function exampleOf(name: string): ConnectorExample {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file's name is known only when the test runs
  const { default: example } = require(path.join(__dirname, 'examples', `${name}.ts`)) as {
    default: ConnectorExample;
  };
  return example;
}
