import type { CallbackPolicy, Policy } from '../domain/policy.ts';
import type { EnvironmentReader } from './environment.ts';
import { policySchema } from './file-schema.ts';
import { inWords } from './in-words.ts';
import { mistakesOf, type Mistake } from './mistake.ts';

/**
 * @param value `policy` of the file; undefined gives the defaults
 * @returns the policy, or the mistakes of the file. `environment` collects the mistakes of the variables.
 */
export function readPolicy(
  value: unknown,
  file: string,
  environment: EnvironmentReader,
): { policy?: Policy; mistakes: readonly Mistake[] } {
  const webhookSecret = environment.webhookSecret('HABEAS_WEBHOOK_SECRET');
  const checked = policySchema.safeParse(value ?? {}, inWords);
  if (!checked.success)
    return { mistakes: mistakesOf(file, 'policy', value, checked.error.issues) };
  const { callbacks, giveUpAfter, orderWait, decideWithin, pendingWait, ...policy } = checked.data;
  const { origins, mistakes } = originsOf(callbacks.origins, file, environment);
  return {
    mistakes,
    policy: {
      ...policy,
      giveUpAfterSeconds: giveUpAfter,
      orderWaitSeconds: orderWait,
      decideWithinSeconds: decideWithin,
      pendingWaitSeconds: pendingWait,
      callbacks: { ...callbacks, origins, webhookSecret },
    },
  };
}

function originsOf(
  given: CallbackPolicy['origins'],
  file: string,
  environment: EnvironmentReader,
): { origins: CallbackPolicy['origins']; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  const origins = given.map(({ origin, secrets }, index) => {
    if (seen.has(origin)) {
      const at = `policy.callbacks.origins[${String(index)}].origin`;
      mistakes.push({
        file,
        path: at,
        value: origin,
        fix: 'is listed twice: put all its secrets into one entry',
      });
    }
    seen.add(origin);
    const names = secrets.map((reference) => reference.slice('env:'.length));
    return { origin, secrets: names.map((name) => environment.webhookSecret(name)) };
  });
  return { origins, mistakes };
}
