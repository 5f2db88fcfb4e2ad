import { Server } from 'node:http';
import net from 'node:net';

/**
 * Runs what makes `@azure/functions` open its stream server, and keeps hold of that server: requests are then handed
 * over inside the process instead of through a second connection. The library would listen on every network address;
 * here it is held to this machine.
 */
export async function withStreamServer<Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result; server: Server | undefined }> {
  let server: Server | undefined;
  const listen = Object.getOwnPropertyDescriptor(net.Server.prototype, 'listen');
  const original = net.Server.prototype.listen;
  net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
    const [done] = args;
    if (!(this instanceof Server) || typeof done !== 'function')
      return Reflect.apply(original, this, args);
    server = this;
    return Reflect.apply(original, this, [{ port: 0, host: '127.0.0.1' }, done]);
  };
  try {
    return { result: await run(), server };
  } finally {
    if (listen) Object.defineProperty(net.Server.prototype, 'listen', listen);
  }
}
