const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

// Nest 12 and many other packages are published as ES modules only; jest on Node 20 cannot require() those, so
// they are compiled to CommonJS together with our own code. Which they are is read from the packages themselves.
const folder = join(__dirname, 'node_modules');
const names = readdirSync(folder).flatMap((name) =>
  name.startsWith('@')
    ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`)
    : name.startsWith('.')
      ? []
      : [name],
);
const esModules = names.filter((name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).type === 'module';
  } catch {
    return false; // not a package
  }
});

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 180_000,
  maxWorkers: 2,
  // What a file leaves behind is never all let go; a worker that has grown begins anew.
  workerIdleMemoryLimit: '1GB',
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`, '\\.json$'],
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
