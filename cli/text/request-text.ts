import type { RequestAnswer } from '../answers.ts';
import { plain, shortTime } from './plain.ts';
import { table } from './table.ts';
import { stateText, systemText } from './verdict-text.ts';

/** A request as `habeas show` prints it. */
export function requestText(request: RequestAnswer): string {
  const { waitingFor = [], assigned, actions } = request;
  const facts = [
    ['state', stateText(request.state, request.reason)],
    ['received', shortTime(request.receivedAt)],
    request.finishedAt
      ? ['ended', shortTime(request.finishedAt)]
      : ['due', shortTime(request.dueAt)],
    ...(request.reference ? [['reference', plain(request.reference)]] : []),
    ...(waitingFor.length > 0 ? [['waits for', plain(waitingFor.join(', '))]] : []),
    ...(assigned ? [['handled by', plain(assigned.me ? 'you' : assigned.id)]] : []),
    ...(request.planHash ? [['plan', plain(request.planHash)]] : []),
    ...(request.delivery.state === 'none' ? [] : [['delivery', plain(request.delivery.state)]]),
    ...(actions.length > 0 ? [['you may', plain(actions.join(', '))]] : []),
  ];
  const systems = request.systems.map((system) => [plain(system.id), systemText(system)]);
  const unsearched = request.systems.flatMap(({ id, notSearched = [] }) =>
    notSearched.map(({ what, why }) => [plain(id), plain(`not searched: ${what} (${why})`)]),
  );
  return [
    `${plain(request.type)} request ${plain(request.id)} (${plain(request.regulation)})`,
    table(facts),
    table(systems),
    table(unsearched),
  ]
    .filter(Boolean)
    .join('\n\n');
}
