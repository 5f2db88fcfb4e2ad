import { randomBytes } from 'node:crypto';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { actorOf } from '../http/actor-of.ts';
import { recordView } from '../http/record-view.ts';
import { download, isExpired, packageOf, reached } from '../http/request-routes.ts';
import { guarded, jsonAnswer, route, type Handler, type Route } from '../http/route.ts';
import type { Call, Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { linkAway } from './link-away.ts';

/** How long a link works. */
const hourMs = 3_600_000;
const token = /^[A-Za-z0-9_-]{43}$/;

/** `/requests/{id}/package/link`: gives an address from which the package can be downloaded once, within an hour. */
export function packageLinkRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'read-package',
      handle: async (httpRequest, { caller, log }) => {
        const request = await reached(intake, httpRequest, caller, 'read-package');
        const zip = await packageOf(intake, request, caller);
        zip.stream.destroy();
        const made = randomBytes(32).toString('base64url');
        const until = new Date(intake.now().getTime() + hourMs).toISOString();
        await intake.packageLinks.keep(hashOf(intake, made), {
          requestId: request.id,
          actor: actorOf(caller),
          until,
        });
        log.info('link to a package made', { requestId: request.id });
        const url = new URL(`api/package-links/${made}`, intake.publicUrl).href;
        return jsonAnswer(200, { url, expiresAt: until });
      },
    },
  });
}

/** `/package-links/{token}`: the holder of the link downloads the package, once. No other proof is needed. */
export function openLinkRoute(intake: Intake): Handler {
  return guarded(async (httpRequest, call) => {
    // Mail programs check links with HEAD. Such a check must not use up the link.
    if (httpRequest.method !== 'GET')
      return refuse('method-not-allowed', 'Use GET.', {}, { allow: 'GET' });
    return openLink(intake, httpRequest, call);
  });
}

async function openLink(
  intake: Intake,
  httpRequest: HttpRequest,
  { log }: Call,
): Promise<HttpResponseInit> {
  const given = httpRequest.params['token'] ?? '';
  const hash = token.test(given) ? hashOf(intake, given) : null;
  const link = hash === null ? null : await intake.packageLinks.read(hash);
  if (!link || hash === null) return linkAway('unknown', httpRequest, intake.policy);
  if (link.isSpent) return linkAway('spent', httpRequest, intake.policy);
  const now = intake.now().toISOString();
  if (link.until <= now) return linkAway('expired', httpRequest, intake.policy);

  const request = await intake.register.get(link.requestId);
  const zip =
    request && !isExpired(intake, request)
      ? await intake.results.getStream(request.id, 'package.zip')
      : null;
  if (!request || !zip) return linkAway('gone', httpRequest, intake.policy);
  // The package was read from storage before, so the link is not used up without an answer.
  if (!(await intake.packageLinks.spend(hash))) {
    zip.stream.destroy();
    return linkAway('spent', httpRequest, intake.policy);
  }
  await recordView(intake, request.id, link.actor, { kind: 'fetched', what: 'package' });
  log.info('package fetched by a link', { requestId: request.id });
  return download(zip, 'application/zip', `${request.id}.zip`);
}

const hashOf = ({ lookupHash }: Intake, text: string): string => lookupHash('package-link', text);
