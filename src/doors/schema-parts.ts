import { z } from 'zod';

// Every part of a schema has its own message, because zod's messages repeat names and values from the sender.

/** An object that may have only these fields. */
export function knownFields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'A field here is unknown.' : 'Should be an object.',
  });
}

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'Should be an array.');
}
