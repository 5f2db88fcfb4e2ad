import { connectors } from '../../src/connectors/catalogue.ts';

/** The connectors whose systems the sandbox simulates. The same stories of `sql` are told on a real database, in a folder of their own. */
export const simulatedConnectors = connectors.filter(({ name }) => name !== 'sql');
