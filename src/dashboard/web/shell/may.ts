import type { Role } from '../../../domain/role.ts';
import type { CallerView } from '../../../doors/http/operator-shapes.ts';

/** Whether the caller has one of the roles. While it is not known who calls, the page offers everything, and the API refuses. */
export function hasRole(caller: CallerView | null, ...wanted: readonly Role[]): boolean {
  return (
    caller === null ||
    caller.kind === 'developer' ||
    wanted.some((role) => caller.roles.includes(role))
  );
}
