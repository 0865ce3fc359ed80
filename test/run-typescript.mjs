// Runs a TypeScript program of this folder as it is: node test/run-typescript.mjs FILE.ts [ARGUMENTS]
// `npm run bench` and `npm run journey` come here through src/start.mjs. Compiled in memory by the compiler that jest uses too; types are checked elsewhere.
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { resolve } from 'node:path';

process.setSourceMapsEnabled(true);

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs', ignoreDynamic: true },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  });
  module._compile(code, filename);
};

const [program, ...rest] = process.argv.slice(2);
process.argv = [process.execPath, resolve(program), ...rest];
createRequire(import.meta.url)(process.argv[1]);
