// States and reasons of a request in words for operators.
import type { Delivery, RequestState, RequestType } from '../../../domain/request.ts';
import type { RequestRow } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { doneNothing, type VerdictCounts } from './tally.ts';
import { entryOf, toned, wordsFor, type Tone, type Words } from './words.ts';

const stateTones: Readonly<Record<RequestState, Tone>> = {
  received: 'busy',
  'awaiting-identity': 'waiting',
  resolving: 'busy',
  planned: 'busy',
  'awaiting-approval': 'waiting',
  'cooling-off': 'waiting',
  'on-hold': 'waiting',
  'needs-decision': 'waiting',
  running: 'busy',
  verifying: 'busy',
  reporting: 'busy',
  completed: 'good',
  'completed-with-exceptions': 'exception',
  refused: 'exception',
  withdrawn: 'exception',
  failed: 'bad',
};

export function stateWords(): Readonly<Record<RequestState, Words>> {
  return toned(stateTones, texts().requestWords.states);
}

/**
 * State and reason of a request in words. A request that completed with a reason, or without doing anything, does not
 * look like a success.
 */
export function wordsOfRequest(
  { state, reason, type }: Pick<RequestRow, 'state' | 'reason' | 'type'>,
  verdicts: VerdictCounts,
): Words {
  const { reasons, nothingErased, nothingExported } = texts().requestWords;
  const words = wordsFor(stateWords(), state);
  if (reason !== null) {
    const known = entryOf(reasons, reason);
    return {
      tone: words.tone === 'good' ? 'neutral' : words.tone,
      label: `${words.label}: ${known?.label ?? reason}`,
      says: known?.says ?? words.says,
    };
  }
  if (state !== 'completed' || !doneNothing(verdicts)) return words;
  const label = type === 'erasure' ? nothingErased : nothingExported;
  return { tone: 'neutral', label: `${words.label}: ${label}`, says: words.says };
}

export function typeWords(): Readonly<Record<RequestType, string>> {
  return texts().requestWords.types;
}

const deliveryTones: Readonly<Record<Delivery['state'], Tone>> = {
  none: 'waiting',
  pending: 'busy',
  delivered: 'good',
  'dead-lettered': 'bad',
};

export function deliveryWords(): Readonly<Record<Delivery['state'], Words>> {
  return toned(deliveryTones, texts().requestWords.deliveries);
}
