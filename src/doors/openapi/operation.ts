import type { z } from 'zod';
import type { Action } from '../authorise.ts';

/** One operation of the API, as the document describes it. A test compares the list with what is registered. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below `/api`. */
  readonly path: string;
  readonly summary: string;
  /** Null: everybody may. */
  readonly action: Action | null;
  /** The caller is a data subject. */
  readonly isForSubjects?: true;
  readonly body?: z.ZodType;
  /** For bodies that are no JSON. */
  readonly bodyTypes?: readonly string[];
  readonly hasIdempotencyKey?: true;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  /** Null: no content. */
  readonly success: Readonly<Record<number, Content | null>>;
  /** Beside 401, 403, 429, 500 and 503, which every operation may answer. */
  readonly problems: readonly number[];
}

export type Content = { readonly json: z.ZodType } | { readonly mediaType: string };
