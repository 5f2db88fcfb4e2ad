import { check, quotaSchema, settingsSchema } from './control-schema.ts';
import { bodyOf, done, ok, requireSystem, type ControlParts, type Operation } from './operation.ts';

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that were sent. */
function given<T extends object>(part: T): Given<T> {
  return Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}

/** Calls about limits and other switches of the systems. */
export function settingOperations(parts: ControlParts) {
  const { state, faults, urls } = parts;
  const { settings } = state;
  const changeQuota: Operation = (call, { system = '' }) =>
    ok(
      settings.changeQuotas(requireSystem(parts, system), given(check(quotaSchema, bodyOf(call)))),
    );
  const restoreQuota: Operation = (_call, { system = '' }) => (
    settings.restoreQuotas(requireSystem(parts, system)),
    done
  );
  const change: Operation = (call, { system = '' }) =>
    ok(settings.change(requireSystem(parts, system), given(check(settingsSchema, bodyOf(call)))));
  const restore: Operation = (_call, { system = '' }) => (
    settings.restore(requireSystem(parts, system)),
    done
  );
  const list: Operation = () =>
    ok(
      Object.entries(urls().systems).map(([id, url]) => ({
        id,
        url,
        faults: faults.list(id),
        quota: settings.quotasOf(id),
        settings: settings.of(id),
      })),
    );
  return { changeQuota, restoreQuota, change, restore, list };
}
