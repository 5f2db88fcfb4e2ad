import type { Answer } from '../../http/call.ts';
import type { State } from '../../store/state.ts';
import { hubspotSettings } from './settings.ts';

/** The result of a batch read for each requested id. */
export type Asked = readonly { id: string; shown: object | undefined }[];

const errorAbout = (ids: string[], category: string, message: string) => ({
  status: 'error',
  category,
  message,
  context: { ids },
  errors: [],
  links: {},
});

/**
 * 200 when everything was found, else 207 with the errors beside the results. Two ids of one object give one result.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function answerBatch(state: State, asked: Asked): Answer {
  const { batchReads } = hubspotSettings(state);
  const found = asked.filter(({ shown }) => shown !== undefined);
  const broken = batchReads === 'whole' ? undefined : found.at(-1);
  const shown = found.filter((one) => one !== broken).map((one) => JSON.stringify(one.shown));
  const missing = asked.filter((one) => one.shown === undefined).map(({ id }) => id);
  const errors = [
    ...(missing.length > 0
      ? [
          errorAbout(
            missing,
            'OBJECT_NOT_FOUND',
            'Could not get some objects, they may be deleted.',
          ),
        ]
      : []),
    ...(broken && batchReads === 'one-failed'
      ? [errorAbout([broken.id], 'INTERNAL_ERROR', 'There was a problem with the request.')]
      : []),
  ];
  const at = new Date(state.clock.now()).toISOString();
  return {
    status: errors.length > 0 ? 207 : 200,
    body: {
      status: 'COMPLETE',
      results: [...new Set(shown)].map((text) => JSON.parse(text) as unknown),
      startedAt: at,
      completedAt: at,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    },
  };
}
