import { z } from 'zod';
import { checkAnswer } from '../kit/parse-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';

const application = z.object({ id: z.guid(), displayName: z.string().nullish() });
const property = z.object({
  name: z.string(),
  targetObjects: z.array(z.string()).nullish(),
});
const properties = z.object({
  value: z.array(property),
  '@odata.nextLink': z.string().optional(),
});

/** The app that B2C creates to hold extension attributes. https://learn.microsoft.com/azure/active-directory-b2c/extensions-app */
export const extensionsAppName = 'b2c-extensions-app';

export interface ExtensionProperties {
  /** The full names of all extension attributes of users, as Graph returns them. They are case-sensitive and cannot be derived. */
  readonly names: readonly string[];
  readonly hasExtensionsApp: boolean;
}

const keptForMs = 600_000;

/** Reads which extension attributes a tenant has. The answer is cached for ten minutes, because it rarely changes. */
export function extensionReader(
  graph: GraphClient,
  now: () => Date,
): () => Promise<ExtensionProperties> {
  let kept: { readonly until: number; readonly answer: Promise<ExtensionProperties> } | undefined;
  return () => {
    if (kept && kept.until > now().getTime()) return kept.answer;
    const answer = readExtensionProperties(graph);
    kept = { until: now().getTime() + keptForMs, answer };
    answer.catch(() => (kept = undefined));
    return answer;
  };
}

/** Reads every app of the tenant, because other apps than the app of B2C can define attributes of users too. */
async function readExtensionProperties(graph: GraphClient): Promise<ExtensionProperties> {
  const path = `/applications${query({ $select: 'id,appId,displayName', $top: 999 })}`;
  const applications: z.infer<typeof application>[] = [];
  for await (const page of graph.pages(path, application)) applications.push(...page);

  const answers = await graph.batch(
    applications.map(({ id }) => ({
      method: 'GET',
      path: `/applications/${id}/extensionProperties`,
    })),
  );
  const names = new Set<string>();
  for (const answer of answers) {
    // The app was deleted since the list was read.
    if (answer.status === 404) continue;
    if (answer.status !== 200) throw graph.failureOf(answer);
    const { value, '@odata.nextLink': next } = checkAnswer(answer.body, properties);
    const all = [...value];
    if (next !== undefined) for await (const page of graph.pages(next, property)) all.push(...page);
    for (const each of all) if (each.targetObjects?.includes('User') ?? true) names.add(each.name);
  }
  return {
    names: [...names],
    hasExtensionsApp: applications.some((app) => app.displayName?.startsWith(extensionsAppName)),
  };
}
