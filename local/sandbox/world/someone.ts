import type { Culture } from './names.ts';

/** An invented person, without any record yet. */
export interface Someone {
  /** `p-000123` */
  person: string;
  number: number;
  given: string;
  family: string;
  emails: readonly string[];
  phones: readonly string[];
  culture: Culture;
}

export const personId = (number: number) => `p-${String(number).padStart(6, '0')}`;
