#!/usr/bin/env node
// `npx habeas …` in this repository: runs the command line from its sources, with the Node version of the project.
process.argv.splice(2, 0, 'cli/main.ts');
await import('../local/prepare.mjs');
