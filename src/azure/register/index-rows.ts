import { waitingSystems } from '../../domain/progress.ts';
import { isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import { nextReminder } from '../../domain/next-reminder.ts';
import { dueRow, remindRow, waitsRow } from './rows.ts';

/** A change of a request may add and remove this many rows by which lists find it. */
export const mostIndexRows = 32;

/** A request that waits for more systems is found by `any` and by the first of them. */
const mostSystems = mostIndexRows - 3;

/** The rows by which lists find a request. They follow from its own row, and are written with it. */
export function indexRows(request: RegisteredRequest): string[] {
  const { id, dueAt, state, progress } = request;
  if (isTerminal(state)) return [];
  const waiting = waitingSystems(progress).sort().slice(0, mostSystems);
  const reminder = nextReminder(request);
  return [
    dueRow(dueAt, id),
    ...(reminder ? [remindRow(reminder.at, id)] : []),
    ...(waiting.length > 0 ? [waitsRow('any', id)] : []),
    ...waiting.map((system) => waitsRow(system, id)),
  ];
}
