import { createServer, type AddressInfo, type Server } from 'node:net';
import sqlConnector from '../../../src/connectors/sql/connector.ts';
import { systemIdOf } from '../../../src/domain/system.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A server that reads the first bytes of a driver and closes the connection. @returns its port, and the first byte that it received */
async function hangingUp(greeting = ''): Promise<{ port: number; first: Promise<number> }> {
  const own = createServer();
  server = own;
  const first = new Promise<number>((resolve) =>
    own.on('connection', (socket) => {
      socket.on('error', () => undefined);
      if (greeting !== '') socket.write(greeting);
      socket.once('data', (bytes) => {
        resolve(bytes[0] ?? -1);
        socket.destroy();
      });
    }),
  );
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  return { port: (own.address() as AddressInfo).port, first };
}

function open(dialect: string, connectionString: string) {
  return sqlConnector.open({
    id: systemIdOf('shop'),
    settings: {
      dialect,
      timeoutSeconds: 10,
      tables: [{ table: 'people', keys: [{ kind: 'email', column: 'email' }], rows: 'delete' }],
    },
    secrets: { connectionString },
    now: () => new Date(),
  });
}

const asked = [
  {
    identifier: { kind: 'email', value: 'a@example.org' },
    trust: 'given',
    source: 'request',
  },
] as const;

const strings: Readonly<Record<string, (port: number) => string>> = {
  postgresql: (port) => `postgresql://habeas:secret@127.0.0.1:${String(port)}/shop`,
  mysql: (port) => `mysql://habeas:secret@127.0.0.1:${String(port)}/shop`,
  mssql: (port) =>
    `Server=127.0.0.1,${String(port)};Database=shop;User Id=habeas;Password=secret;Encrypt=false`,
};

test.each(Object.keys(strings))(
  '%s: a server that is down is unavailable, and no message contains the connection string',
  async (dialect) => {
    const access = open(dialect, strings[dialect]!(1));
    const error: unknown = await access.find(asked).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unavailable' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/secret|127\.0\.0\.1/);
    expect(await access.probe()).toMatchObject({ reachable: false });
  },
);

test.each([
  // The length of the startup message: https://www.postgresql.org/docs/current/protocol-message-formats.html
  ['postgresql', 0],
  // PRELOGIN: https://learn.microsoft.com/openspecs/windows_protocols/ms-tds (2.2.3.1.1)
  ['mssql', 0x12],
])('%s: a server that hangs up during the greeting is unavailable', async (dialect, byte) => {
  const { port, first } = await hangingUp();
  await expect(open(dialect, strings[dialect]!(port)).find(asked)).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await first).toBe(byte);
});
