import type { Transform } from 'node:stream';

/** What comes out of a transform that is given this content and nothing else. */
export async function transformed(content: Buffer, transform: Transform): Promise<Buffer> {
  transform.end(content);
  return Buffer.concat((await transform.toArray()) as Buffer[]);
}
