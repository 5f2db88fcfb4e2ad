import type { Answer } from './call.ts';

/** How an answer is sent: completely, cut off within its headers, not at all, or as a connection reset. */
export type Wire = 'whole' | 'cut' | 'silent' | 'reset';

export interface Delivery {
  answer: Answer;
  wire: Wire;
}
