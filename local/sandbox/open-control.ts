import { createControl } from './control/control.ts';
import { openListener, type Listener } from './http/listener.ts';
import { serveControl } from './http/serve.ts';
import type { Parts } from './prepare-parts.ts';
import type { SandboxUrls } from './vendors/vendor.ts';
import { createPeople } from './world/people.ts';

/** Opens the control API, which may close and open the listeners of the systems. */
export async function openControl(
  listeners: Map<string, Listener>,
  parts: Parts,
  urls: () => SandboxUrls,
): Promise<void> {
  const { state, vendors, journal, faults, key, portsFor } = parts;
  const applyPort = async (id: string) => {
    const listener = listeners.get(id);
    await (faults.isPortClosed(id) ? listener?.close() : listener?.open());
  };
  const control = createControl({
    state,
    vendors,
    journal,
    faults,
    people: createPeople(state, vendors),
    key,
    urls,
    applyPort,
  });
  const listener = await openListener({
    purpose: 'the control API',
    ...portsFor('control'),
    onRequest: serveControl(control),
  });
  listeners.set('control', listener);
}
