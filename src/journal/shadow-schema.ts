import { z } from 'zod';
import { failureCodes } from '../domain/failure.ts';
import { shadowActions } from '../domain/shadow-plan.ts';

const count = z.number().int().min(0);

/** What a fact says about a system in shadow mode: a word, a code and counts. */
export const shadowSchema = z.strictObject({
  would: z.enum(shadowActions),
  code: z.enum(failureCodes).nullable(),
  leads: count,
  candidates: count,
  notFollowed: count,
});
