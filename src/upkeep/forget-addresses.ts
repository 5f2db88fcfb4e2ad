import type { Clock } from '../ports/clock.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import type { Register } from '../ports/register.ts';

/** How long an operator can send a dead-lettered status again. */
const deadLetterDays = 30;
const dayMs = 24 * 3600 * 1000;

/** Destroys callback addresses to which a dead-lettered status was not sent again within 30 days. */
export async function forgetAddresses({
  register,
  keys,
  now,
}: {
  readonly register: Register;
  readonly keys: KeyRing;
  readonly now: Clock;
}): Promise<void> {
  const before = new Date(now().getTime() - deadLetterDays * dayMs).toISOString();
  for await (const { id, delivery, updatedAt, closeAt } of register.deadLettered()) {
    const isDead = delivery.state === 'dead-lettered';
    // A retry may still follow, and its new status may have to be delivered.
    if (isDead && (updatedAt > before || closeAt !== null)) continue;
    if (isDead) await keys.destroy(id, 'callback');
    // While the delivery is tried again, the address is needed. The status may be dead-lettered again.
    if (delivery.state !== 'pending') await register.forgetDeadLetter(id);
  }
}
