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
  transform: {
    '\\.tsx$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'typescript', tsx: true } } },
    ],
    '\\.(ts|mjs)$': ['@swc/jest', swc],
    // Packages that are ES modules only: jest's registry is CommonJS.
    '/node_modules/(jose)/.+\\.js$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'ecmascript' } } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
