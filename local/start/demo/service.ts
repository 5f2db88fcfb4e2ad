import { z } from 'zod';

const systemStatus = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.string().nullable(),
  code: z.string().nullable(),
  until: z.string().nullable(),
  counts: z.object({
    found: z.record(z.string(), z.number()).default({}),
    left: z.record(z.string(), z.number()).optional(),
  }),
  residuals: z.array(z.object({ what: z.string(), until: z.string().nullable() })).default([]),
});
export type SystemStatus = z.infer<typeof systemStatus>;

const requestStatus = z.object({
  id: z.string(),
  type: z.string(),
  state: z.string(),
  reason: z.string().nullable().optional(),
  finishedAt: z.string().nullable(),
  planHash: z.string().nullable(),
  systems: z.array(systemStatus),
});
export type RequestStatus = z.infer<typeof requestStatus>;

const accepted = z.object({ id: z.string() });

/** The calls of the service's HTTP API that the demonstration uses. */
export interface Service {
  /**
   * Submits a request for the person behind one account.
   *
   * @param idempotencyKey the same key and body return the same request
   * @returns the request's id
   * @throws when the service refuses it
   */
  submit(type: 'access' | 'erasure', account: Account, idempotencyKey: string): Promise<string>;
  /** @returns null while the service cannot answer, for example during a restart */
  status(id: string): Promise<RequestStatus | null>;
}

export interface Account {
  readonly tenant: string;
  readonly objectId: string;
}

/** @param key a host key of the function app */
export function serviceAt(api: string, key: string): Service {
  return {
    submit: async (type, account, idempotencyKey) => {
      const answer = await fetch(`${api}/requests`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
          'x-functions-key': key,
        },
        body: JSON.stringify({ type, subject: { accounts: [account] }, reference: `DEMO-${type}` }),
      });
      if (!answer.ok)
        throw new Error(`The service refused the request: ${answer.status} ${await answer.text()}`);
      return accepted.parse(await answer.json()).id;
    },
    status: async (id) => {
      try {
        const answer = await fetch(`${api}/requests/${id}`, {
          headers: { 'x-functions-key': key },
        });
        return answer.ok ? requestStatus.parse(await answer.json()) : null;
      } catch (error) {
        if (error instanceof z.ZodError) throw error;
        return null;
      }
    },
  };
}
