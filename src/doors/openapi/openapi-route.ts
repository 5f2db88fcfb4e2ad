import type { PeoplePolicy } from '../../domain/policy.ts';
import { refuse } from '../problem.ts';
import { guarded, jsonAnswer, type Handler } from '../http/route.ts';
import { openApiDocument } from './openapi-document.ts';

/** `/openapi.json`: how to call the API. It holds nothing about requests, so everybody may read it. */
export function openApiRoute(publicUrl: string, people: PeoplePolicy | undefined): Handler {
  const document = openApiDocument(new URL('api', publicUrl).href, people);
  return guarded(async ({ method }) =>
    ['GET', 'HEAD'].includes(method) ? jsonAnswer(200, document) : methodNotAllowed(),
  );
}

function methodNotAllowed(): never {
  return refuse('method-not-allowed', 'Use GET.', {}, { allow: 'GET' });
}
