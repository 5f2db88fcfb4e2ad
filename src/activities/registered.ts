import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'register'>;

/** The flow of a request still runs, but the register does not hold the request. */
export class RequestMissing extends Error {
  constructor() {
    super('The register does not know this request.');
    this.name = 'RequestMissing';
  }
}

/** The request after its end with this number (`endings`); null when the request was opened again, or has ended again since. */
export async function requestOfEnd(
  deps: Needs,
  requestId: RequestId,
  ending: number,
): Promise<RegisteredRequest | null> {
  const request = await deps.register.ended(requestId);
  return request?.endings === ending ? request : null;
}

/** @throws RequestMissing when the register holds no request with this id */
export async function registered(deps: Needs, requestId: RequestId): Promise<RegisteredRequest> {
  const request = await deps.register.get(requestId);
  if (!request) throw new RequestMissing();
  return request;
}
