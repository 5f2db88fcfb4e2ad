import type { z } from 'zod';
import type { Action } from '../authorise.ts';

/** One operation of the API, as the document describes it. A test compares the list with the registered routes. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** The path below `/api`. */
  readonly path: string;
  readonly summary: string;
  /** Null: everybody may call it. */
  readonly action: Action | null;
  /** The caller is a data subject. */
  readonly isForSubjects?: true;
  readonly body?: z.ZodType;
  /** For bodies that are not JSON. */
  readonly bodyTypes?: readonly string[];
  readonly hasIdempotencyKey?: true;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  /** Null: no content. */
  readonly success: Readonly<Record<number, Content | null>>;
  /** Besides 401, 403, 429, 500 and 503, which every operation may answer. */
  readonly problems: readonly number[];
}

export type Content = { readonly json: z.ZodType } | { readonly mediaType: string };
