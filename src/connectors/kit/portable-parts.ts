import {
  portableKinds,
  type PortableKind,
  type PortableParts,
} from '../../domain/portable-record.ts';
import { portable } from './portable.ts';

/** The kinds of data that the person gave. Data of the other kinds comes from their use of the service. */
const provided: readonly PortableKind[] = ['profile', 'identity', 'consent', 'communication'];

/**
 * What goes into the portable copy (GDPR Art. 20) from the organisation's own services: each part of an export that has the name of a kind of
 * portable record, unchanged. So the team that connects a service decides this by the names of its parts.
 */
export const portableByName: PortableParts = Object.fromEntries(
  portableKinds.map((kind) => [
    kind,
    (item) => portable(kind, provided.includes(kind) ? 'provided' : 'observed', item, item['at']),
  ]),
);
