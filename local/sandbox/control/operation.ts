import type { AuthorityKeys } from '../authority/signing-key.ts';
import { jsonBody, type Answer, type Call } from '../http/call.ts';
import type { Faults } from '../http/faults.ts';
import type { PathValues } from '../http/router.ts';
import type { Journal } from '../http/journal.ts';
import type { State } from '../store/state.ts';
import type { People } from '../world/people.ts';
import { ControlProblem } from '../http/problem.ts';
import type { SandboxUrls, Vendor } from '../vendors/vendor.ts';

export interface ControlParts {
  state: State;
  vendors: readonly Vendor[];
  journal: Journal;
  faults: Faults;
  people: People;
  key: AuthorityKeys;
  urls: () => SandboxUrls;
  /** Opens or closes the system's port according to its faults. */
  applyPort: (system: string) => Promise<void>;
}

/** Answers one control call. */
export type Operation = (call: Call, values: PathValues) => Answer | Promise<Answer>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const done: Answer = { status: 204 };

/** @throws ControlProblem 400 */
export function bodyOf(call: Call): Record<string, unknown> {
  const body = jsonBody(call);
  if (!body) throw new ControlProblem(400, 'invalid-json', 'Send a JSON object.');
  return body;
}

/** @returns undefined when the query has no such name. @throws ControlProblem 400 */
export function numberIn(query: URLSearchParams, name: string, most: number): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new ControlProblem(
      400,
      'invalid-request',
      `${name} must be a whole number up to ${String(most)}.`,
    );
  return Number(text);
}

/** @throws ControlProblem 404 for a system that is not simulated. */
export function requireSystem({ urls }: ControlParts, id: string): string {
  const known = [...Object.keys(urls().systems), 'authority'];
  if (!known.includes(id))
    throw new ControlProblem(404, 'unknown-system', `The systems are ${known.join(', ')}.`);
  return id;
}
