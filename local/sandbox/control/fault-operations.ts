import type { Fault } from '../http/fault.ts';
import { check, faultSchema } from './control-schema.ts';
import { bodyOf, done, ok, requireSystem, type ControlParts, type Operation } from './operation.ts';

/** Calls that switch faults on and off. */
export function faultOperations(parts: ControlParts) {
  const { faults, applyPort } = parts;
  const set: Operation = async (call, { system = '', name = 'default' }) => {
    const fault = check(faultSchema, bodyOf(call)) as Fault;
    faults.set(requireSystem(parts, system), name, fault);
    await applyPort(system);
    return ok({ system, name, ...fault });
  };
  const clear: Operation = async (_call, { system = '', name }) => {
    faults.clear(requireSystem(parts, system), name);
    await applyPort(system);
    return done;
  };
  const show: Operation = (_call, { system = '' }) => ok(faults.list(requireSystem(parts, system)));
  return { set, clear, show };
}
