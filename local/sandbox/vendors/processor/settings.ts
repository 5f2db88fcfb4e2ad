import { z } from 'zod';
import { commonSettings, type CommonSettings } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import type { Changeable } from '../vendor.ts';
import { ordersId } from './customer-record.ts';

interface OrdersSettings extends CommonSettings {
  /** How long an erasure takes. 0: it is done when the call is answered. */
  erasingSeconds: number;
  /** RFC 3339: the time until which copies are prepared. */
  preparedAt: string | null;
  /** RFC 3339: the time until which erased records stay in backups. */
  purgeBy: string | null;
  /** RFC 3339: the time until which orders are retained when their customer is erased. */
  keptUntil: string | null;
  /** How many items an answer of `export` has. */
  pageSize: number;
}

const defaults: OrdersSettings = {
  ...commonSettings,
  erasingSeconds: 0,
  preparedAt: null,
  purgeBy: null,
  keptUntil: null,
  pageSize: 100,
};

const time = z.union([z.iso.datetime(), z.null()]);

export const settings: Changeable = {
  defaults,
  fields: {
    erasingSeconds: z.number().min(0),
    preparedAt: time,
    purgeBy: time,
    keptUntil: time,
    pageSize: z.int().min(1),
  },
};

export const ordersSettings = (state: State) => state.settings.of(ordersId, defaults);
