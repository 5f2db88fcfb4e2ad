import { z } from 'zod';
import { commonQuotas, commonSettings, type Settings } from '../store/settings.ts';
import type { Changeable } from '../vendors/vendor.ts';
import { check } from './control-schema.ts';
import { bodyOf, done, ok, requireSystem, type ControlParts, type Operation } from './operation.ts';

const common = {
  settings: {
    fields: { replicationMs: z.tuple([z.int().min(0), z.int().min(0).max(2000)]) },
    defaults: commonSettings,
  },
  quotas: {
    fields: { requestsPer10Seconds: z.union([z.int().min(1), z.null()]) },
    defaults: commonQuotas,
  },
} satisfies Record<string, Changeable>;

type Kind = keyof typeof common;

/** The calls that change one kind of settings or restore its defaults. */
function changesOf(parts: ControlParts, kind: Kind) {
  const store: Settings = parts.state[kind];
  const own = (system: string) =>
    parts.vendors.find(({ systems }) => systems.some(({ id }) => id === system))?.[kind];
  const valuesOf = (system: string) =>
    store.of(system, { ...common[kind].defaults, ...own(system)?.defaults });
  const change: Operation = (call, { system = '' }) => {
    const fields = { ...common[kind].fields, ...own(requireSystem(parts, system))?.fields };
    store.change(system, check(z.strictObject(fields).partial(), bodyOf(call)));
    return ok(valuesOf(system));
  };
  const restore: Operation = (_call, { system = '' }) => {
    store.restore(requireSystem(parts, system));
    return done;
  };
  return { valuesOf, change, restore };
}

/** Calls about limits and other settings of the systems. */
export function settingOperations(parts: ControlParts) {
  const settings = changesOf(parts, 'settings');
  const quotas = changesOf(parts, 'quotas');
  const list: Operation = () =>
    ok(
      Object.entries(parts.urls().systems).map(([id, url]) => ({
        id,
        url,
        faults: parts.faults.list(id),
        quota: quotas.valuesOf(id),
        settings: settings.valuesOf(id),
      })),
    );
  return { settings, quotas, list };
}
