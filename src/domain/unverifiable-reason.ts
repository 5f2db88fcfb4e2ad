/**
 * Why nobody can say whether an erased system holds nothing:
 *
 * - `not-offered`: the system offers no way to read back
 * - `not-searched-again`: it was read back, but it did not answer the last search
 * - `not-read-again`: what should have expired could not be read after its date
 * - `lost`: Habeas lost the data that reading back needs
 * - `overdue`: the vendor had not confirmed the erasure by the date that it named
 */
export type UnverifiableReason =
  'not-offered' | 'not-searched-again' | 'not-read-again' | 'lost' | 'overdue';
