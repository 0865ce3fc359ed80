// Nest 12 and some of its dependencies are published as ES modules only; jest on Node 20 cannot
// require() those, so they are compiled to CommonJS together with our own code.
const esModules = ['@nestjs', 'file-type', 'load-esm', 'uint8array-extras', 'strtok3', 'token-types', '@tokenizer', '@borewit', 'csrf-sync', 'intl-messageformat', '@formatjs', 'fontkit', 'fast-check', 'pure-rand', '@seriousme', 'signature_pad', 'uuid', 'flydrive', '@poppinss'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
  maxWorkers: 2,
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
};
