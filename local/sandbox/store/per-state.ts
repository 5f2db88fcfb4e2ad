import type { State } from './state.ts';

/** @returns a function that makes a value once for each state and then returns the same one. Used for prepared statements. */
export function perState<T extends object>(make: (state: State) => T): (state: State) => T {
  const made = new WeakMap<State, T>();
  return (state) => {
    const known = made.get(state) ?? make(state);
    made.set(state, known);
    return known;
  };
}
