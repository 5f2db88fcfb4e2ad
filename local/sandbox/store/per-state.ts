import type { State } from './state.ts';

/** @returns a function that makes a value once for each state, such as prepared statements, and then answers the same one. */
export function perState<T extends object>(make: (state: State) => T): (state: State) => T {
  const made = new WeakMap<State, T>();
  return (state) => {
    const known = made.get(state) ?? make(state);
    made.set(state, known);
    return known;
  };
}
