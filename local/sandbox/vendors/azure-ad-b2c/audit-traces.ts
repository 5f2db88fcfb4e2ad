import { tenants } from '../../authority/tenants.ts';
import { perState } from '../../store/per-state.ts';
import type { State } from '../../store/state.ts';
import type { Trace } from '../../world/people.ts';
import { auditSources, livingEvents } from './audit-source.ts';
import { oldestAudit } from './settings.ts';

const written = perState(({ database }) =>
  database.prepare(
    'SELECT count(*) AS n FROM audit_events WHERE person = ? AND at >= ? AND system = ?',
  ),
);

/** The audit records of a person that have not expired. */
export function auditTraces(state: State, person: string): Trace[] {
  const sources = auditSources(state).ofPerson(person);
  return tenants.map(({ id }) => {
    const oldest = oldestAudit(state, id);
    const past = sources
      .filter(({ system }) => system === id)
      .reduce((sum, source) => sum + livingEvents(source, oldest), 0);
    const here = Number(written(state).get(person, oldest, id)?.['n'] ?? 0);
    return { system: id, what: 'auditEvent', count: past + here };
  });
}
