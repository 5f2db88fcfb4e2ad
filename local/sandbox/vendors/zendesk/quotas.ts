import { z } from 'zod';
import { commonQuotas, type CommonQuotas } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import type { Changeable } from '../vendor.ts';
import { zendeskId } from './zendesk-record.ts';

interface ZendeskQuotas extends CommonQuotas {
  /** Zendesk allows 700 permanent deletions in 10 minutes. */
  permanentDeletionsPer10Seconds: number | null;
}

const defaults: ZendeskQuotas = { ...commonQuotas, permanentDeletionsPer10Seconds: null };

export const quotas: Changeable = {
  defaults,
  fields: { permanentDeletionsPer10Seconds: z.union([z.int().min(1), z.null()]) },
};

export const zendeskQuotas = (state: State) => state.quotas.of(zendeskId, defaults);
