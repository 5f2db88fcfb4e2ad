import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { seededDataFolder } from '../support/seeded-data-folder.ts';
import { arrivals } from './random/arrivals.ts';
import { families } from './random/families.ts';
import { lags } from './random/lags.ts';
import type { RandomStory } from './random/random-story.ts';
import { recycleBin } from './random/recycle-bin.ts';
import { spelledAddresses } from './random/spellings.ts';

// To repeat a run, set the seed and the number that its title shows.
const seed = Number(process.env['HABEAS_RANDOM_SEED'] ?? randomInt(2 ** 31));
const numRuns = Number(process.env['HABEAS_RANDOM_STORIES'] ?? 1);

let stack: TestStack;
beforeAll(async () => {
  const dataFolder = await seededDataFolder();
  // Even on a slow machine no system is given up, and no erasure stops waiting for an access request that still searches.
  const policy = path.join(dataFolder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ orderWait: 'PT1H', giveUpAfter: 'PT10M' }));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policy];
  stack = await startStack({ dataFolder, commandLine });
}, 150_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

async function hold<Drawn>({ drawn, play }: RandomStory<Drawn>): Promise<void> {
  const stories = fc.sample(drawn, { seed, numRuns });
  const ends = await Promise.allSettled(stories.map((story) => play(stack, story)));
  const failures = ends.flatMap((end, index) =>
    end.status === 'fulfilled' ? [] : [`${JSON.stringify(stories[index])}\n${String(end.reason)}`],
  );
  expect(failures).toEqual([]);
}

describe(`in ${String(numRuns)} random stories each, seed ${String(seed)}`, () => {
  test.concurrent('relatives who share an address are not touched', () => hold(families), 300_000);
  test.concurrent(
    'an address is the same in every spelling',
    () => hold(spelledAddresses),
    300_000,
  );
  test.concurrent(
    'nothing is left in a system with the verdict `erased`, although replicas lag',
    () => hold(lags),
    300_000,
  );
  test.concurrent('an access before an erasure gets its copy', () => hold(arrivals), 300_000);
  test.concurrent(
    'guests and employees in the recycle bin are not touched',
    () => hold(recycleBin),
    300_000,
  );
});
