#!/usr/bin/env node
// Runs the host from any folder, by default for the app in the current one: node PATH-OF-THIS-REPOSITORY/local/host/run.mjs
process.argv.splice(2, 0, 'local/host/main.ts');
await import('../prepare.mjs');
