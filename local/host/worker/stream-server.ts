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
  const opened: Server[] = [];
  const prototype: { listen: (...args: never[]) => unknown } = net.Server.prototype;
  const original = prototype.listen;
  prototype.listen = new Proxy(original, {
    apply(target, self: unknown, args: unknown[]): unknown {
      const [done] = args;
      if (!(self instanceof Server) || typeof done !== 'function')
        return Reflect.apply(target, self, args);
      opened.push(self as Server);
      return Reflect.apply(target, self, [{ port: 0, host: '127.0.0.1' }, done]);
    },
  });
  try {
    return { result: await run(), server: opened[0] };
  } finally {
    prototype.listen = original;
  }
}
