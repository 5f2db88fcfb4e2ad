import { refuseUsage } from './command-failure.ts';

/** The path of a request. The id is checked, because a mistyped id must not lead to another address of the API. */
export function requestPath(id: string, ...rest: readonly string[]): string {
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))
    refuseUsage(
      'The id of a request has 26 characters, such as 01KAJ3B7V2Q4M6X8Z0C1D3F5G7. habeas list shows them.',
    );
  return ['requests', id, ...rest.map(encodeURIComponent)].join('/');
}
