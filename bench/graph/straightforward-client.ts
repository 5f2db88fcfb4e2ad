import { setTimeout as delay } from 'node:timers/promises';
import { exportProperties } from '../../src/connectors/azure-ad-b2c/export-properties.ts';

export interface StraightforwardClient {
  /** Calls made so far. */
  readonly calls: number;
  find(objectId: string): Promise<void>;
  export(objectId: string): Promise<void>;
  erase(objectId: string): Promise<void>;
}

interface UserAnswer {
  readonly identities?: readonly { readonly issuerAssignedId?: string }[];
}

interface ListAnswer {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

const relations = [
  ...['authentication/methods', 'memberOf', 'appRoleAssignments', 'oauth2PermissionGrants'],
  ...['registeredDevices', 'ownedDevices', 'ownedObjects', 'createdObjects', 'licenseDetails'],
  ...['agreementAcceptances', 'extensions'],
];

/**
 * A client written as Microsoft's pages suggest: one call for each question, no batches, and no cache except the names of extension
 * attributes. It asks and does the same as the connector, and no more.
 */
export function straightforwardClient(
  graphUrl: string,
  token: string,
  extensionNames: readonly string[],
): StraightforwardClient {
  let calls = 0;
  let signInNames: string[] = [];

  async function send(method: string, path: string, body?: object): Promise<Response> {
    calls += 1;
    return fetch(path.startsWith('https:') ? path : `${graphUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  async function get(path: string): Promise<unknown> {
    const answer = await send('GET', path);
    return answer.json();
  }

  const status = async (path: string) => {
    const answer = await send('GET', path);
    await answer.text();
    return answer.status;
  };

  async function list(path: string): Promise<void> {
    for (let from: string | undefined = path; from !== undefined;) {
      const answer = await send('GET', from);
      const page = (await answer.json()) as ListAnswer;
      from = answer.ok ? page['@odata.nextLink'] : undefined;
    }
  }

  const bySignInName = (name: string) => {
    const filter = `identities/any(c:c/issuerAssignedId eq '${name}' and c/issuer eq 'tenant')`;
    return `/users?$select=id&$filter=${encodeURIComponent(filter)}`;
  };
  const byField = (condition: string) => `/users?$filter=${encodeURIComponent(condition)}`;

  async function done(answer: Promise<Response>): Promise<void> {
    const { ok, status: code } = await answer;
    if (!ok) throw new Error(`Graph answered ${String(code)}`);
  }

  return {
    get calls() {
      return calls;
    },

    async find(id) {
      const user = (await get(`/users/${id}?$select=id,identities`)) as UserAnswer;
      await get(`/directory/deletedItems/${id}`);
      signInNames = (user.identities ?? []).flatMap(({ issuerAssignedId: name }) => name ?? []);
      for (const name of signInNames) {
        await list(bySignInName(name));
        await list(byField(`otherMails/any(m:m eq '${name}')`));
        await list(byField(`mail eq '${name}'`));
      }
    },

    async export(id) {
      const properties = [...exportProperties, ...extensionNames].join(',');
      await get(`/users/${id}?$select=${properties}`);
      await get(`/directory/deletedItems/${id}`);
      for (const name of ['customSecurityAttributes', 'signInActivity'])
        await get(`/users/${id}?$select=${name}`);
      for (const relation of relations) await list(`/users/${id}/${relation}`);
      for (const filter of [
        `targetResources/any(t:t/id eq '${id}')`,
        `initiatedBy/user/id eq '${id}'`,
      ])
        await list(`/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&$top=999`);
      await list(`/auditLogs/signIns?$filter=${encodeURIComponent(`userId eq '${id}'`)}`);
    },

    async erase(id) {
      await get(`/users/${id}?$select=id,userType,accountEnabled`);
      await list(`/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole?$select=id`);
      await done(send('POST', `/users/${id}/revokeSignInSessions`));
      await done(send('PATCH', `/users/${id}`, { accountEnabled: false }));
      await done(send('DELETE', `/users/${id}`));
      // One second is longer than the lag of the simulated replicas, so nothing must be asked twice.
      await delay(1000);
      await get(`/directory/deletedItems/${id}`);
      await done(send('DELETE', `/directory/deletedItems/${id}`));
      await delay(1000);
      const left = [await status(`/users/${id}`), await status(`/directory/deletedItems/${id}`)];
      if (left.some((code) => code !== 404)) throw new Error(`Left over: ${left.join(' ')}`);
      for (const name of signInNames) await list(bySignInName(name));
    },
  };
}
