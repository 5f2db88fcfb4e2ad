// Requests wait for weeks across deployments. So today's code must replay the history of a released version without a difference. Nothing
// is released yet, so version 1 is recorded again (scripts/record-histories.mjs) when a flow changes. After the release its files never
// change, and a changed flow becomes a new version.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { orchestrations, type FlowName } from '../../src/workflows/all-flows.ts';
import { currentFlowVersion } from '../../src/domain/flow-version.ts';
import { replay, type HistoryEvent } from '../support/replayer.ts';

interface StoredHistory {
  readonly flow: FlowName;
  readonly input: unknown;
  readonly history: readonly HistoryEvent[];
}

const folder = path.join(__dirname, 'histories');
const stored = readdirSync(folder).map((name): [string, StoredHistory] => [
  name,
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as StoredHistory,
]);

const started = 12;
const ended = 1;
const namesOfScheduled: Record<number, (event: HistoryEvent) => string> = {
  4: (event) => String(event['Name']),
  7: (event) => String(event['Name']),
  10: () => 'timer',
};

/** The tasks that the host has recorded as scheduled, in the order of their ids. */
function scheduledIn(history: readonly HistoryEvent[]): string[] {
  return history
    .filter((event) => namesOfScheduled[event.EventType])
    .sort((a, b) => Number(a['EventId']) - Number(b['EventId']))
    .map((event) => namesOfScheduled[event.EventType]!(event));
}

/** The history at the start of each episode, with the events that started it. */
function episodesOf(history: readonly HistoryEvent[]): (readonly HistoryEvent[])[] {
  const afterEpisode = (index: number) => {
    const next = history.findIndex(
      (event, at) => at > index && namesOfScheduled[event.EventType] !== undefined,
    );
    const end = history.findIndex(
      (event, at) => at > index && (event.EventType === 13 || event.EventType === ended),
    );
    return Math.min(...[next, end].filter((at) => at > 0), history.length);
  };
  return history.flatMap((event, index) =>
    event.EventType === started ? [history.slice(0, afterEpisode(index))] : [],
  );
}

describe('stored histories', () => {
  it('exist for every flow in its current version', () => {
    for (const flow of Object.keys(orchestrations)) {
      expect(
        stored.some(
          ([name]) => name.startsWith(`${flow}-`) && name.endsWith(`-v${currentFlowVersion}.json`),
        ),
      ).toBe(true);
    }
  });

  it.each(stored)(
    '%s: every episode schedules what it scheduled then, and ends the same',
    async (_name, file) => {
      const scheduled = scheduledIn(file.history);
      const episodes = episodesOf(file.history);
      expect(episodes.length).toBeGreaterThan(1);
      let answer;
      for (const episode of episodes) {
        answer = await replay(file.flow, file.input, episode);
        const actions = answer.actions
          .flat()
          .flatMap((action) => action.compoundActions ?? [action]);
        const names = actions.map((action) => action.functionName ?? 'timer');
        expect(names).toEqual(scheduled.slice(0, names.length));
      }
      const completed = file.history.find((event) => event.EventType === ended);
      expect(answer).toMatchObject({
        isDone: true,
        output: JSON.parse(String(completed!['Result'])) as unknown,
      });
    },
  );
});
