import { z } from 'zod';
import { commonSettings, type CommonSettings } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import type { Changeable } from '../vendor.ts';
import { loyaltyId } from './member-record.ts';

interface LoyaltySettings extends CommonSettings {
  /** How long an erasure takes. 0: the member is gone when the call is answered. */
  erasingSeconds: number;
}

const defaults: LoyaltySettings = { ...commonSettings, erasingSeconds: 0 };

export const settings: Changeable = { defaults, fields: { erasingSeconds: z.number().min(0) } };

export const loyaltySettings = (state: State) => state.settings.of(loyaltyId, defaults);
