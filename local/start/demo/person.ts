import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomically } from '../write-atomically.ts';
import type { Account } from './service.ts';

const everywhere = ['b2c-de', 'b2c-fr', 'b2c-us', 'hubspot', 'mailchimp'];

const people = z
  .array(z.object({ accounts: z.array(z.object({ system: z.string(), objectId: z.string() })) }))
  .min(1);

const round = z.object({
  number: z.number().int(),
  tenant: z.string(),
  objectId: z.string(),
  finished: z.boolean(),
});

/** One run of the demonstration: an access request and then an erasure request for one person. */
export type Round = z.infer<typeof round>;

/**
 * The open round, or a new one with a person who still has data in all five systems.
 *
 * @param file in the sandbox's folder, because an object ID is personal data
 */
export async function openRound(sandbox: string, file: string): Promise<Round> {
  const before = existsSync(file) ? round.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (before && !before.finished) return before;
  const next = { number: (before?.number ?? 0) + 1, finished: false, ...(await somebody(sandbox)) };
  keepRound(file, next);
  return next;
}

export function keepRound(file: string, value: Round): void {
  writeAtomically(file, JSON.stringify(value));
}

async function somebody(sandbox: string): Promise<Account> {
  const answer = await fetch(`${sandbox}/control/people?in=${everywhere.join(',')}&limit=1`);
  const [person] = people.parse(await answer.json());
  const account = person?.accounts.find(({ system }) => system === everywhere[0]);
  if (!account) throw new Error('Nobody in the sandbox has data in all five systems any more.');
  return { tenant: account.system, objectId: account.objectId };
}
