import type { Column } from './read-catalogue.ts';
import type { KeySettings } from './table-settings.ts';

/** Must the query convert the column to lower case, so that an address is found in every spelling? */
export const isLowered = (
  { kind, lowerCase }: Pick<KeySettings, 'kind' | 'lowerCase'>,
  column: Pick<Column, 'ignoresCase'> | undefined,
): boolean => kind === 'email' && !lowerCase && column?.ignoresCase !== true;
