import { z } from 'zod';

// Every part of a schema carries its own message, for zod's messages repeat names and values that were sent.

/** An object without other fields than these. */
export function knownFields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'A field here is not known.' : 'Should be an object.',
  });
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'Should be an array.');
}
