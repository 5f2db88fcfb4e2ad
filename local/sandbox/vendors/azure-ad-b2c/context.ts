import type { Answer, Call, Effect } from '../../http/call.ts';
import type { PathValues } from '../../http/router.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { State } from '../../store/state.ts';
import type { StoredRecord } from '../../store/records.ts';
import { badRequest, notFound } from './graph-error.ts';
import type { Tenant } from '../../authority/tenants.ts';
import { idInUpn, userDocOf, userKeys, type UserDoc } from './user-record.ts';

/** One call to one tenant, after its token was checked. */
export interface GraphContext {
  state: State;
  tenant: Tenant;
  call: Call;
  query: URLSearchParams;
  /** App permissions in the token. */
  roles: ReadonlySet<string>;
}

export type Operation = (context: GraphContext, values: PathValues) => Answer;

export const noContent = (effect: Effect): Answer => ({ status: 204, effect });

export function collection(
  context: GraphContext,
  name: string,
  value: unknown[],
  nextLink?: string,
): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${context.call.origin}/v1.0/$metadata#${name}`,
      ...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
      value,
    },
  };
}

export function entity(context: GraphContext, name: string, value: object): Answer {
  return {
    status: 200,
    body: { '@odata.context': `${context.call.origin}/v1.0/$metadata#${name}/$entity`, ...value },
  };
}

export const isGuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The live user with this object ID or UPN, as readers see it now. @throws GraphError 404 */
export function seenUser({ state, tenant }: GraphContext, idOrName: string): StoredRecord {
  const id = isGuid(idOrName) ? idOrName.toLowerCase() : idInUpn(idOrName);
  const isNamed = (record: StoredRecord) =>
    foldCase(String(userDocOf(record.doc).user['userPrincipalName'])) === foldCase(idOrName);
  const byName = () =>
    state.records.find(tenant.id, 'user', 'userPrincipalName', idOrName, 'one').find(isNamed);
  const byId = id === undefined ? undefined : state.records.seen(tenant.id, 'user', id);
  const record = byId && (isGuid(idOrName) || isNamed(byId)) ? byId : byName();
  if (record?.state !== 'live') throw notFound(idOrName);
  return record;
}

/** The user as it really is. Calls that change it see every earlier write. @throws GraphError 404 */
export function actualUser(context: GraphContext, idOrName: string): StoredRecord {
  const { state, tenant } = context;
  const id = isGuid(idOrName) ? idOrName.toLowerCase() : seenUser(context, idOrName).id;
  const record = state.records.actual(tenant.id, 'user', id);
  if (record?.state !== 'live') throw notFound(idOrName);
  return record;
}

export function writeUser(
  { state, tenant, call }: GraphContext,
  id: string,
  next: 'live' | 'binned' | 'gone',
  doc: UserDoc,
): void {
  state.records.write(
    tenant.id,
    'user',
    id,
    { state: next, doc, keys: userKeys(doc) },
    state.lagOf(call, tenant.id, id),
  );
}

/** @throws GraphError 400 unless the text is a GUID. */
export function requireGuid(text: string): string {
  if (!isGuid(text)) throw badRequest(`Invalid object identifier '${text}'.`);
  return text.toLowerCase();
}

export { userDocOf };
