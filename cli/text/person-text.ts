import type { Person } from '../sign-in/tokens.ts';
import { plain } from './plain.ts';

/** A person with the roles: `ada@example.org (Operator)`. */
export const personText = ({ name, roles }: Person): string =>
  `${plain(name)} (${roles.length === 0 ? 'no role' : plain(roles.join(', '))})`;
