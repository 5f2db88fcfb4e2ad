import type { Answer } from './call.ts';

/** How an answer goes onto the wire: whole, cut off in its head, not at all, or the connection is reset instead. */
export type Wire = 'whole' | 'cut' | 'silent' | 'reset';

export interface Delivery {
  answer: Answer;
  wire: Wire;
}
