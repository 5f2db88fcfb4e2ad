const { installedChromium, packageHasChromium } = require('./test/dashboard/installed-chromium.ts');

// The dashboard is tested in a real browser. On Linux x64 a package brings it; elsewhere it must be installed. CI has it, or fails.
const hasBrowser =
  packageHasChromium || installedChromium() !== undefined || Boolean(process.env.CI);
if (!hasBrowser)
  console.warn(
    "No Chromium is installed: the dashboard's tests in a browser are left out (see CONTRIBUTING.md).",
  );

const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', tsx: false },
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'commonjs' },
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  globalSetup: '<rootDir>/test/support/make-scratch-folder.ts',
  globalTeardown: '<rootDir>/test/support/remove-scratch-folder.ts',
  transform: {
    '\\.tsx$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'typescript', tsx: true } } },
    ],
    '\\.(ts|mjs)$': ['@swc/jest', swc],
    // Packages that are ES modules only: jest's registry is CommonJS.
    '/node_modules/(jose|canonicalize|intl-messageformat|@formatjs)/.+\\.js$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'ecmascript' } } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|canonicalize|intl-messageformat|@formatjs)/)'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(hasBrowser ? [] : ['/test/(dashboard|package)/page\\.test\\.ts$']),
  ],
  // One more than the cores of a small machine: stories and recordings mostly wait.
  maxWorkers: 3,
  // Stories of one stack that run at the same time.
  maxConcurrency: 12,
  testTimeout: 30_000,
  // On a busy machine a process may need more than half a second to end. Then jest would report a leak that does not exist.
  workerGracefulExitTimeout: 10_000,
};
