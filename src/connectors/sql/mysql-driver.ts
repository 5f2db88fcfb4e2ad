import { createPool } from 'mysql2/promise';
import type { Row } from './database.ts';
import type { OpenDriver } from './driver.ts';

export const openMysql: OpenDriver = ({ connectionString, connections, timeoutSeconds }) => {
  const milliseconds = timeoutSeconds * 1000;
  const pool = createPool({
    uri: connectionString,
    connectionLimit: connections,
    connectTimeout: milliseconds,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  return {
    async connect() {
      const connection = await pool.getConnection();
      return {
        // `execute` prepares the statement. `query` would put the values into its text.
        async query(text, values) {
          const [answer] = await connection.execute({
            sql: text,
            values: [...values],
            timeout: milliseconds,
          });
          if (Array.isArray(answer)) return { rows: answer as Row[], changed: 0 };
          return { rows: [], changed: answer.affectedRows };
        },
        begin: () => connection.beginTransaction(),
        commit: () => connection.commit(),
        rollback: () => connection.rollback(),
        release: (isBroken) => (isBroken ? connection.destroy() : connection.release()),
      };
    },
  };
};
