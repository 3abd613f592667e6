// One project per level: the suffix of a test file says what it needs (unit: nothing; int: Postgres and RabbitMQ;
// e2e and fault: the whole network as processes).
const base = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/deploy', '<rootDir>/test'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['shoreline-source', 'node', 'node-addons'] },
  setupFiles: ['<rootDir>/libs/testing/src/jest.setup.ts'],
};

const level = (displayName, suffix) => ({
  ...base,
  displayName,
  testMatch: [`<rootDir>/**/*.${suffix}.ts`],
});

export default {
  // Ends what hangs; how long anything takes is never a test's verdict.
  testTimeout: 300_000,
  projects: [level('unit', 'spec'), level('int', 'int-spec'), level('e2e', 'e2e-spec'), level('fault', 'fault-spec')],
};
