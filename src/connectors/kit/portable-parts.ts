import {
  portableKinds,
  type PortableKind,
  type PortableParts,
} from '../../domain/portable-record.ts';
import { portable } from './portable.ts';

/** What the person gave; the other kinds come from their use of the service. */
const provided: readonly PortableKind[] = ['profile', 'identity', 'consent', 'communication'];

/**
 * What may be taken along (GDPR Art. 20) from a service of the organisation's own: the parts of its export that are named by a kind of
 * portable record, as they are. Whoever connects the service decides by the name.
 */
export const portableByName: PortableParts = Object.fromEntries(
  portableKinds.map((kind) => [
    kind,
    (item) => portable(kind, provided.includes(kind) ? 'provided' : 'observed', item, item['at']),
  ]),
);
