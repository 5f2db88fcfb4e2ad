import { Server } from 'node:http';
import net from 'node:net';

/**
 * Runs the code that makes `@azure/functions` open its stream server, and returns that server. The library would listen on
 * every network address. Here it listens on 127.0.0.1 only.
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
