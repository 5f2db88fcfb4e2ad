import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import { texts } from '../texts/texts.ts';
import { wordsFor, type Tone, type Words } from '../words/words.ts';

const tones: Readonly<Record<SystemView['health'], Tone>> = {
  working: 'good',
  failing: 'bad',
  paused: 'waiting',
  unknown: 'neutral',
};

/** The health of a system, in words. */
export function healthWords(health: SystemView['health']): Words {
  const { health: labels, healthSays } = texts().systems;
  // A newer service may know other words.
  if (!Object.hasOwn(tones, health)) return wordsFor({}, health);
  return { tone: tones[health], label: labels[health], says: healthSays[health] };
}
