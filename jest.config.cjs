/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: {
    '\\.(ts|mjs)$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  // ESM-only packages that tests load through jest's CommonJS registry.
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
