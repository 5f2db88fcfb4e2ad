import { encodeTime } from 'ulid';
import { requestIdOf, type RequestId } from '../../domain/request.ts';

/**
 * The id before all ids of requests that were accepted from this time on.
 * @param time milliseconds of Unix time
 */
export function firstIdAt(time: number): RequestId {
  return requestIdOf(`${encodeTime(time, 10)}${'0'.repeat(16)}`);
}
