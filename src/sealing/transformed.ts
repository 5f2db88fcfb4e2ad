import type { Transform } from 'node:stream';

/** Sends the content through a new transform and returns the whole output. */
export async function transformed(content: Buffer, transform: Transform): Promise<Buffer> {
  transform.end(content);
  return Buffer.concat((await transform.toArray()) as Buffer[]);
}
