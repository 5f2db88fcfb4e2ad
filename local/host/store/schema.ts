import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from './task-hub-store.ts';

// One entry per schema version. Entry n migrates version n to n + 1. Entries are added, never changed.
const migrations: readonly string[] = [
  `create table instance (
     key integer primary key,
     id text not null unique,
     execution_id text not null,
     name text not null,
     version text,
     status integer not null,
     created_time text not null,
     last_updated_time text not null,
     input text,
     output text,
     custom_status text,
     parent_instance_id text,
     generation integer,
     is_entity integer not null
   ) strict;
   create index instance_by_status on instance (status, is_entity, id);
   -- key = instance key * 2^20 + sequence: rows of an instance lie together, in order, in one tree
   create table history (
     key integer primary key,
     events text not null,
     inputs text
   ) strict;
   create table message (
     key integer primary key,
     instance_id text not null,
     text text not null
   ) strict;`,
  // The index covers all filters of a list, because reading the large rows is slow.
  `drop index instance_by_status;
   create index instance_listing on instance (id, is_entity, status, created_time);`,
];

/**
 * Migrates a database to the newest schema.
 * @throws StoreFailure when it was written by a newer host
 */
export function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
  if (version > migrations.length)
    throw new StoreFailure(
      `The task hub ${file} has schema version ${String(version)}; this host knows ${String(migrations.length)}. Use the newer host, or another data folder.`,
    );
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    database.exec(
      `begin immediate; ${migration}; pragma user_version = ${String(index + 1)}; commit`,
    );
  }
}
