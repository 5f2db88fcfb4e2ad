import { defineConnector } from '../contract.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { findPeople, isAsked, sqlLookUps } from './find-people.ts';
import { guide } from './guide.ts';
import { keptParts } from './kept-parts.ts';
import { knownLayout } from './known-layout.ts';
import { openDatabase } from './open-database.ts';
import { portableRows } from './portable-rows.ts';
import { probeDatabase } from './probe-database.ts';
import { rowRefOf } from './row-ref.ts';
import { secrets, settings } from './settings.ts';
import { verifyPerson } from './verify-person.ts';

export default defineConnector({
  name: 'sql',
  title: 'Own database (SQL)',
  role: 'downstream',
  recordsName: 'rows',
  settings,
  secrets,
  guide,
  portable: {},
  describe: (settings) => ({ portable: portableRows(settings), keeps: keptParts(settings) }),

  open({ id, settings, secrets, now }) {
    const { connections, timeoutSeconds, maxRowsPerPerson: most } = settings;
    const { connectionString } = secrets;
    const database = openDatabase(settings.dialect, {
      connectionString,
      connections,
      timeoutSeconds,
    });
    const known = knownLayout(database, settings, now);
    return {
      settleSeconds: settings.settleSeconds,
      lookUps: sqlLookUps(settings),
      probe: () => probeDatabase(database, known),

      async find(identifiers) {
        const asked = worthAsking(identifiers, id);
        if (!isAsked(settings, asked, id)) return { hits: [], searched: [], notSearched: [] };
        return findPeople(database, await known.use(), asked, id);
      },

      async export(record, sink) {
        const layout = await known.use();
        return exportPerson(database, layout, rowRefOf(layout, record), sink);
      },

      async erase(record) {
        const layout = await known.use();
        await erasePerson(database, layout, rowRefOf(layout, record), { most, now: now() });
        return { kind: 'done' };
      },

      async verify(record) {
        const layout = await known.use();
        return verifyPerson(database, layout, rowRefOf(layout, record), { most, now: now() });
      },
    };
  },
});
