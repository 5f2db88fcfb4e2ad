import { SystemFailure } from '../domain/failure.ts';
import type { SystemAccess } from '../ports/system-access.ts';

/**
 * The methods of a system in shadow mode. No plan contains a visit to it. When a request was planned before the mode was changed, its visit
 * fails and changes nothing. What an earlier request froze or erased can still be released and read back.
 */
export function searchOnly(access: SystemAccess): SystemAccess {
  const denied = () =>
    Promise.reject(new SystemFailure('misconfigured', 'The system is in shadow mode.'));
  return { ...access, ...(access.hold && { hold: denied }), export: denied, erase: denied };
}
