import { z } from 'zod';
import { commonSettings, type CommonSettings } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import type { Changeable } from '../vendor.ts';
import { hubspotId } from './contact-record.ts';

/** Faults of HubSpot that no status code shows. */
export interface HubspotSettings extends CommonSettings {
  /** `one-left-out`: a batch read returns nothing about one object. `one-failed`: it answers 207 with an error other than "not found". */
  batchReads: 'whole' | 'one-left-out' | 'one-failed';
}

const defaults: HubspotSettings = { ...commonSettings, batchReads: 'whole' };

export const settings: Changeable = {
  defaults,
  fields: { batchReads: z.enum(['whole', 'one-left-out', 'one-failed']) },
};

export const hubspotSettings = (state: State): HubspotSettings =>
  state.settings.of(hubspotId, defaults);
