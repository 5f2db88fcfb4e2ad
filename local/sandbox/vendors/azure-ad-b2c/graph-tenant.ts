import { randomUUID } from 'node:crypto';
import type { GraphTokens } from '../../authority/graph-tokens.ts';
import { header, type Answer, type Call, type SimulatedSystem } from '../../http/call.ts';
import { createQuota } from '../../http/quota.ts';
import { createRouter } from '../../http/router.ts';
import type { State } from '../../store/state.ts';
import { carryOutBatch } from './batch.ts';
import { badRequest, codeFor, denied, graphErrorAnswer, GraphError } from './graph-error.ts';
import { isPermitted } from './permissions.ts';
import { graphRoutes } from './routes.ts';
import type { Tenant } from '../../authority/tenants.ts';
import { tenantQuotas } from './settings.ts';

const findRoute = createRouter(graphRoutes);
const batchPath = '/v1.0/$batch';
const noRoles: ReadonlySet<string> = new Set();

const isBatch = (call: Call) =>
  call.method === 'POST' && decodeURIComponent(call.path) === batchPath;
const isReport = (call: Call) => call.path.startsWith('/v1.0/auditLogs/');

/** The costs of throttling-limits, roughly: lists cost more, calls with `$select` less. */
function resourceUnits(call: Call): number {
  const base = call.method === 'GET' && /^\/v1\.0\/(users|applications)$/.test(call.path) ? 2 : 1;
  return Math.max(1, base - (call.search.includes('select=') ? 1 : 0));
}

/** Graph for one tenant. */
export function createGraphTenant(
  tenant: Tenant,
  state: State,
  tokens: GraphTokens,
): SimulatedSystem {
  const quota = createQuota();
  const granted = new WeakMap<Call, ReadonlySet<string>>();
  const failure = (error: unknown, call: Call): Answer => {
    if (error instanceof GraphError) return graphErrorAnswer(call, error, state.clock.now());
    throw error;
  };

  function throttle(call: Call): GraphError | undefined {
    const limits = tenantQuotas(state, tenant.id);
    const wait = Math.max(
      isReport(call) ? quota.take('reports', limits.auditReportsPer10Seconds) : 0,
      quota.take('requests', limits.requestsPer10Seconds),
    );
    if (wait === 0) return undefined;
    return new GraphError(429, 'TooManyRequests', 'Too many requests', {
      'Retry-After': String(wait),
      'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
    });
  }

  async function admit(call: Call): Promise<Answer | undefined> {
    const verified = await tokens.verify(header(call, 'authorization'), tenant, call.origin);
    if ('problem' in verified)
      return failure(new GraphError(401, 'InvalidAuthenticationToken', verified.problem), call);
    granted.set(call, verified.roles);
    if (isBatch(call)) return undefined;
    const throttled = throttle(call);
    return throttled && failure(throttled, call);
  }

  function answer(call: Call): Answer {
    const found = findRoute(call.method, call.path);
    if (found === undefined)
      throw badRequest(`Resource not found for the segment '${call.path.split('/')[2] ?? ''}'.`);
    if (found === 'wrong-method')
      throw new GraphError(
        405,
        'Request_BadRequest',
        'Specified HTTP method is not allowed for the request target.',
      );
    const roles = granted.get(call) ?? noRoles;
    if (!isPermitted(found.target.needs, roles)) throw denied();
    const answered = found.target.run(
      { state, tenant, call, query: new URLSearchParams(call.search), roles },
      found.values,
    );
    const requestId = randomUUID();
    const headers = {
      'request-id': requestId,
      'client-request-id': header(call, 'client-request-id') ?? requestId,
      'x-ms-resource-unit': String(resourceUnits(call)),
    };
    return { ...answered, headers: { ...headers, ...answered.headers } };
  }

  const guarded = (call: Call, work: () => Answer): Answer => {
    try {
      return work();
    } catch (error) {
      return failure(error, call);
    }
  };

  return {
    id: tenant.id,
    admit,
    answer: (call) => guarded(call, () => answer(call)),
    compose: (call, carryOut) =>
      isBatch(call)
        ? carryOutBatch(call, carryOut).catch((error: unknown) => failure(error, call))
        : undefined,
    failure: (status, call) =>
      failure(new GraphError(status, codeFor(status), 'The sandbox was told to answer so.'), call),
  };
}
