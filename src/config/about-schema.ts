import { z } from 'zod';
import { aboutTopics } from '../domain/about-system.ts';
import { languages } from '../domain/language.ts';

const words = z.string().trim().min(1, 'write a text, or leave it out').max(5000);

/** A text in one language, or in several by their code. */
const localText = z.union([words, z.partialRecord(z.enum(languages), words)]);

/** `about` of a system: what GDPR Art. 15(1) and (2) want the person to be told. */
export const aboutSchema = z.partialRecord(z.enum(aboutTopics), localText);

/** `policy.controller`: who is responsible, and where a person can complain. */
export const controllerSchema = z.strictObject({
  name: words,
  contact: words,
  authority: localText.optional(),
  complaints: z
    .url({ protocol: /^https$/, error: 'write an address that begins with https://' })
    .optional(),
});
