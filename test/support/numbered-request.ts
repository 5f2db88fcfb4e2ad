import { requestIdOf, type RequestId } from '../../src/domain/request.ts';

/** A request id for a test, such as `01KAJ3Q0000000000000000007` for 7. */
export function numberedRequest(number: number): RequestId {
  return requestIdOf(`01KAJ3Q${String(number).padStart(19, '0')}`);
}
