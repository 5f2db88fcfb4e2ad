import { guarded, type Handler } from './route.ts';
import { refuse } from '../problem.ts';

/** Answers every address that has no route. */
export const nowhereRoute: Handler = guarded(() =>
  refuse('not-found', 'Nothing exists at this address.'),
);
