/** Past audit records are only counted and made when asked for. Records of what happens in the sandbox are stored. */
export const auditTables = {
  audit_sources: `
    CREATE TABLE IF NOT EXISTS audit_sources (
      number INTEGER PRIMARY KEY, system TEXT NOT NULL, user TEXT NOT NULL, person TEXT,
      count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, doc TEXT NOT NULL,
      UNIQUE (system, user)
    );
    CREATE INDEX IF NOT EXISTS audit_sources_of_person ON audit_sources (person);`,
  audit_events: `
    CREATE TABLE IF NOT EXISTS audit_events (
      seq INTEGER PRIMARY KEY, system TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
      target TEXT, person TEXT, doc TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS audit_events_of_target ON audit_events (system, target, at);
    CREATE INDEX IF NOT EXISTS audit_events_of_person ON audit_events (person);`,
} as const;
