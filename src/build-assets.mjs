// Builds what browsers load into dist/public: styles, script, images, each under a name that carries the hash of
// its content (so that they may be kept for ever), and manifest.json that maps the plain names to those.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compileAsync } from 'sass';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist', 'public');
const images = join(root, 'src', 'images');

const [styles, script] = await Promise.all([compileStyles(), bundleScript()]);
const files = { 'app.css': styles, 'app.js': script };
for (const name of fs.readdirSync(images)) files[name] = fs.readFileSync(join(images, name));
write(files);

/** Warnings of the dependency's own style sheets are not ours to mend. */
async function compileStyles() {
  const { css } = await compileAsync(join(root, 'src/styles/app.scss'), {
    style: 'compressed',
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
  });
  return css;
}

async function bundleScript() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/client/app.client.ts')],
    tsconfig: join(root, 'tsconfig.client.json'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

/** The manifest comes last, so that it never names a file that is not there; what it no longer names is removed. */
function write(contents) {
  fs.mkdirSync(target, { recursive: true });
  const manifest = {};
  for (const [name, content] of Object.entries(contents)) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const extension = extname(name);
    manifest[name] = `${name.slice(0, -extension.length)}.${hash}${extension}`;
    fs.writeFileSync(join(target, manifest[name]), content);
  }
  fs.writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const wanted = new Set(['manifest.json', ...Object.values(manifest)]);
  for (const name of fs.readdirSync(target)) {
    if (!wanted.has(name)) fs.rmSync(join(target, name), { recursive: true });
  }
}
