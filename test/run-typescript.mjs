// Runs a TypeScript program of this folder as it is: node test/run-typescript.mjs FILE.ts [ARGUMENTS]
// `npm run bench` and `npm run journey` come here through src/start.mjs. Compiled by the compiler that jest uses too,
// and kept by content: what was compiled once is read the next time. Types are checked elsewhere.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.setSourceMapsEnabled(true);

const require = createRequire(import.meta.url);
const OPTIONS = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs', ignoreDynamic: true },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};
const CACHE = fileURLToPath(new URL('../node_modules/.cache/tantu/typescript', import.meta.url));
const { version } = require('@swc/core/package.json');
mkdirSync(CACHE, { recursive: true });

Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([version, OPTIONS, filename, source]))
    .digest('hex');
  const kept = join(CACHE, `${key}.js`);
  module._compile(read(kept) ?? compile(source, filename, kept), filename);
};

function read(kept) {
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    return null; // not compiled yet
  }
}

function compile(source, filename, kept) {
  const { code } = require('@swc/core').transformSync(source, { filename, ...OPTIONS });
  // Under another name first: a second process must never read half of it.
  const writing = `${kept}.${process.pid}-${process.hrtime.bigint()}`;
  writeFileSync(writing, code);
  renameSync(writing, kept);
  return code;
}

const [program, ...rest] = process.argv.slice(2);
process.argv = [process.execPath, resolve(program), ...rest];
require(process.argv[1]);
