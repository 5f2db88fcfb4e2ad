import { accept } from './calls.ts';
import { finish } from './finish.ts';
import { perform } from './perform.ts';
import { checkNow } from './rules.ts';
import type { Case } from './setting.ts';
import { openWorld } from './world.ts';

/** Plays one case from the acceptance of its request to its end, and checks the rules after every step. */
export async function play({ setting, steps }: Case): Promise<void> {
  const world = openWorld(setting);
  try {
    await accept(world);
    for (const step of steps) {
      await perform(world, step);
      await checkNow(world);
    }
    await finish(world);
  } finally {
    world.stop();
  }
}
