import { z } from 'zod';

// Every part of a schema has its own message, because zod's messages repeat names and values from the sender.

/** An object that may have only these fields. */
export function knownFields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'A field here is unknown.' : 'Should be an object.',
  });
}

const aComment = 'A text of at most 500 characters.';

/** A text of the person who decides. It is sealed, and no list, fact or log shows it. */
export const comment = z
  .string(aComment)
  .trim()
  .max(500, aComment)
  .refine((text) => text.isWellFormed(), aComment)
  .optional();

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'Should be an array.');
}
