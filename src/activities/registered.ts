import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'register'>;

/** The register no longer knows a request whose flow still runs. */
export class RequestMissing extends Error {
  constructor() {
    super('The register does not know this request.');
    this.name = 'RequestMissing';
  }
}

/**
 * A request as it ended.
 * @throws RequestMissing when there is no such end
 */
export async function hasEnded(deps: Needs, requestId: RequestId): Promise<RegisteredRequest> {
  const request = await deps.register.ended(requestId);
  if (!request) throw new RequestMissing();
  return request;
}

/** @throws RequestMissing */
export async function registered(deps: Needs, requestId: RequestId): Promise<RegisteredRequest> {
  const request = await deps.register.get(requestId);
  if (!request) throw new RequestMissing();
  return request;
}
