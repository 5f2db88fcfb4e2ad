import { z } from 'zod';
import { isTransient, SystemFailure } from '../../domain/failure.ts';
import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';

const organization = z.object({
  verifiedDomains: z.array(z.object({ name: z.string() })).nullish(),
});

const dayMs = 86_400_000;

export interface TenantDomains {
  /** The verified domains in lower case; null when they were not read, or when the tenant refused. No call is made. */
  known(): readonly string[] | null;
  /**
   * Reads the verified domains at first use, then once a day. A refusal leaves the last known ones; the probe reports it.
   * @throws SystemFailure for a temporary failure
   */
  read(): Promise<void>;
}

/** One tenant has several domains, and a UPN may be in any of them. https://learn.microsoft.com/graph/api/organization-get */
export function tenantDomains(graph: GraphClient, now: () => Date): TenantDomains {
  let known: readonly string[] | null = null;
  let until = -Infinity;
  return {
    known: () => known,
    async read() {
      if (now().getTime() < until) return;
      try {
        known = await verifiedDomains(graph);
      } catch (error) {
        if (!(error instanceof SystemFailure) || isTransient(error.code)) throw error;
      }
      until = now().getTime() + dayMs;
    },
  };
}

/** @throws SystemFailure when Graph refuses */
export async function verifiedDomains(graph: GraphClient): Promise<readonly string[]> {
  const names: string[] = [];
  const path = `/organization${query({ $select: 'verifiedDomains' })}`;
  for await (const page of graph.pages(path, organization))
    for (const { verifiedDomains: domains } of page)
      names.push(...(domains ?? []).map(({ name }) => name.toLowerCase()));
  return names;
}
