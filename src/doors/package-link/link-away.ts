import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { languageFor } from '../../domain/language.ts';
import type { Policy } from '../../domain/policy.ts';
import { answerHeaders } from '../http/route.ts';
import { refuse, type ProblemCode } from '../problem.ts';
import { linkTexts, type LinkTexts } from './link-texts.ts';

/** Why a link does not give a package. */
export type Why = Exclude<keyof LinkTexts, 'title' | 'next'>;

const codes: Readonly<Record<Why, ProblemCode>> = {
  spent: 'package-expired',
  expired: 'package-expired',
  unknown: 'not-found',
  gone: 'package-expired',
};

/**
 * The answer for a link that does not give a package: it says why, and what to do. A browser gets a page in the language of the person; a
 * program gets a problem.
 * @throws Refused for a program
 */
export function linkAway(
  why: Why,
  { headers }: HttpRequest,
  { language }: Pick<Policy, 'language'>,
): HttpResponseInit {
  if (!headers.get('accept')?.includes('text/html'))
    return refuse(codes[why], `${linkTexts.en[why]} ${linkTexts.en.next}`);
  const spoken = languageFor(...wantedBy(headers.get('accept-language')), language);
  const texts = linkTexts[spoken];
  return {
    status: why === 'unknown' ? 404 : 410,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      ...answerHeaders,
    },
    body: `<!doctype html>
<html lang="${spoken}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${texts.title}</title></head>
<body><main><h1>${texts.title}</h1><p>${texts[why]}</p><p>${texts.next}</p></main></body>
</html>
`,
  };
}

/** The languages of `Accept-Language`, in their order: browsers send the preferred one first. */
function wantedBy(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .slice(0, 10)
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((tag) => tag !== '' && tag !== '*');
}
