import { requestStates, type RequestState, type RequestType } from '../../domain/request.ts';

/** What the list is narrowed to; an absent field does not narrow. */
export interface RequestFilter {
  readonly state?: RequestState;
  readonly type?: RequestType;
  readonly system?: string;
  readonly reference?: string;
}

export const requestTypes = ['access', 'portability', 'erasure'] as const;

const systemPattern = /^[a-z][a-z0-9-]{1,39}$/;
const referencePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** True for what senders may use as a reference; anything else finds nothing and is not sent. */
export function isReference(text: string): boolean {
  return referencePattern.test(text);
}

/** Reads a filter from query parameters and leaves out what is not a value of it. */
export function filterOf(query: URLSearchParams): RequestFilter {
  const state = requestStates.find((name) => name === query.get('state'));
  const type = requestTypes.find((name) => name === query.get('type'));
  const system = query.get('system') ?? '';
  const reference = query.get('reference') ?? '';
  return {
    ...(state && { state }),
    ...(type && { type }),
    ...(systemPattern.test(system) && { system }),
    ...(isReference(reference) && { reference }),
  };
}

/** The filter as query parameters, in a fixed order. */
export function queryOf(filter: RequestFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.state) query.set('state', filter.state);
  if (filter.type) query.set('type', filter.type);
  if (filter.system) query.set('system', filter.system);
  if (filter.reference) query.set('reference', filter.reference);
  return query;
}

export function narrows(filter: RequestFilter): boolean {
  return queryOf(filter).size > 0;
}
