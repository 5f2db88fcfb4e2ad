import { encodeTime } from 'ulid';
import { requestIdOf, type RequestId } from '../../domain/request.ts';

/**
 * An id that sorts before the ids of all requests that were accepted at this time or later.
 * @param time milliseconds of Unix time
 */
export function firstIdAt(time: number): RequestId {
  return requestIdOf(`${encodeTime(time, 10)}${'0'.repeat(16)}`);
}
