import { EventType } from '../../protocol/history-event.ts';
import type { TaskHubStore, TaskHubWriter } from '../../store/task-hub-store.ts';
import type { EpisodeOutcome } from '../instances/episode-outcome.ts';
import type { Instance, Message } from '../instances/instance.ts';
import { pendingRow } from '../instances/instance-row.ts';

/** An episode or entity batch that has ended and is not committed yet. */
export interface FinishedEpisode {
  readonly instance: Instance;
  /** The messages it has taken in. */
  readonly taken: readonly Message[];
  /** Absent when no message concerned the instance. */
  readonly outcome: EpisodeOutcome | undefined;
}

/**
 * Writes the results of one turn of the event loop in one transaction: finished episodes, and messages that no episode
 * has taken in yet.
 * @throws StoreFailure; nothing is written then
 */
export function commitTurn(
  store: TaskHubStore,
  finished: readonly FinishedEpisode[],
  overdue: readonly { readonly instance: Instance; readonly message: Message }[],
): void {
  store.commit((writer) => {
    for (const episode of finished) writeEpisode(store, writer, episode);
    for (const { instance, message } of overdue) {
      writeMessage(store, writer, message);
      writePending(writer, instance, message);
    }
  });
}

function writeEpisode(store: TaskHubStore, writer: TaskHubWriter, episode: FinishedEpisode): void {
  const { instance, taken, outcome } = episode;
  for (const { key } of taken) if (key !== undefined) writer.deleteMessage(key);
  if (!outcome) return;
  if (instance.row) writer.updateInstance(instance.key, outcome.row);
  else writer.insertInstance(instance.key, outcome.row);
  if (outcome.forgetHistory) writer.deleteHistory(instance.key);
  if (outcome.history) writer.appendHistory(instance.key, outcome.history);
  for (const message of outcome.messages) writeMessage(store, writer, message);
}

function writeMessage(store: TaskHubStore, writer: TaskHubWriter, message: Message): void {
  message.key = store.newKey();
  const { content, executionId, instanceId, key } = message;
  writer.addMessage({ key, instanceId, text: JSON.stringify({ content, executionId }) });
}

/** An orchestration whose start has to wait is shown as Pending. */
function writePending(writer: TaskHubWriter, instance: Instance, { content }: Message): void {
  if (!('EventType' in content) || content.EventType !== EventType.ExecutionStarted) return;
  const row = pendingRow(content);
  if (instance.row) {
    writer.updateInstance(instance.key, row);
    writer.deleteHistory(instance.key);
  } else writer.insertInstance(instance.key, row);
  instance.row = row;
  instance.execution = undefined;
}

/** Reads a message back from the store. */
export function readMessage(stored: { key: number; instanceId: string; text: string }): Message {
  const { content, executionId } = JSON.parse(stored.text) as Pick<
    Message,
    'content' | 'executionId'
  >;
  return {
    instanceId: stored.instanceId,
    content,
    key: stored.key,
    ...(executionId === undefined ? {} : { executionId }),
  };
}
