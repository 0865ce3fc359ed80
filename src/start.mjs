// Takes a fresh clone to a running application: checks Node, installs what is missing, builds what is older than
// its sources, then becomes the application. Runs before anything is installed, so it depends on nothing.
//
//   node src/start.mjs                     the application
//   node src/start.mjs --prepare           install and build only
//   node src/start.mjs --cli COMMAND …     a command of the operator; only its output on stdout
//   node src/start.mjs --tool FILE.ts …    a TypeScript program of test/, on top of the built application
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];

/** Each is a program for Node with its arguments; one whose file is not there is left out. */
const BUILD_STEPS = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  ['src/build-assets.mjs'],
];

/** Files and folders that a build depends on. Page templates are read at run time, so they are no input. */
const BUILD_INPUTS = [
  'src',
  'templates',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.client.json',
  'package-lock.json',
];
const NO_BUILD_INPUT = /\.(njk|spec\.ts|md)$/;

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const installStamp = at('node_modules', '.tantu-installed');
const buildStamp = at('dist', '.built-from');

await main(process.argv.slice(2));

async function main(args) {
  checkNode();
  await prepare();
  const [mode, ...rest] = args;
  if (mode === '--prepare') return;
  if (mode === '--cli') await become(at('dist', 'cli.js'), rest);
  else if (mode === '--tool')
    await become(at('test', 'run-typescript.mjs'), [resolve(rest[0]), ...rest.slice(1)]);
  else await become(at('dist', 'main.js'), args);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Tantu needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}.`);
}

/** The same process goes on as the application, so that signals and exit codes are its own. */
async function become(program, args) {
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

/** Looks first without the lock, which is all that a fresh copy costs; looks again once it has the lock. */
async function prepare() {
  if (isInstalled() && isBuilt()) return;
  const unlock = await lock();
  try {
    if (!isInstalled()) await install();
    if (!isBuilt()) await build();
  } catch (error) {
    fail(
      error.code === 'EACCES' ? `${error.message}. Prepare Tantu as the owner of ${root}.` : error.message,
    );
  } finally {
    unlock();
  }
}

// --- installing

function isInstalled() {
  return readText(installStamp) === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(fs.readFileSync(at('package-lock.json')))
    .digest('hex');
}

/** Somebody may have run npm himself: then there is nothing to install, only to remember. */
async function install() {
  if (!hasEveryPackage()) {
    fs.rmSync(installStamp, { force: true });
    say('Installing packages (a minute or two) …');
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    await run([...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  fs.writeFileSync(installStamp, lockHash());
}

/** Compares what npm says it has installed with what it should have; optional packages may lack. */
function hasEveryPackage() {
  const installed = readText(at('node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  const wanted = JSON.parse(fs.readFileSync(at('package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || (have[path] ? have[path].version === version && fs.existsSync(at(path)) : optional);
  });
}

// --- building

function isBuilt() {
  return fs.existsSync(at('dist', 'main.js')) && readText(buildStamp) === inputsHash();
}

/** Names, sizes and times of all inputs: milliseconds, and it also notices a file that went or came back older. */
function inputsHash() {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    if (found === undefined || NO_BUILD_INPUT.test(path)) return;
    if (found.isDirectory()) for (const name of fs.readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  };
  for (const input of BUILD_INPUTS) add(at(input));
  return hash.digest('hex');
}

/** The inputs are read before the build, so that a file saved meanwhile is built the next time. */
async function build() {
  const inputs = inputsHash();
  if (!fs.existsSync(at('dist', 'main.js'))) fs.rmSync(at('dist', '.tsbuildinfo'), { force: true });
  say('Building …');
  for (const [program, ...args] of BUILD_STEPS) {
    if (fs.existsSync(at(program))) await run([process.execPath, at(program), ...args]);
  }
  removeOrphans(at('dist'), at('src'));
  fs.writeFileSync(buildStamp, inputs);
}

/** A compiled file without its source would still be loaded, a migration for one. */
function removeOrphans(compiled, source) {
  for (const entry of fs.readdirSync(compiled, { withFileTypes: true })) {
    const path = join(compiled, entry.name);
    if (entry.isDirectory() && entry.name !== 'public') removeOrphans(path, join(source, entry.name));
    const name = /^(.+)\.js(\.map)?$/.exec(entry.name)?.[1];
    if (name && !fs.existsSync(join(source, `${name}.ts`))) fs.rmSync(path);
  }
}

// --- helpers

/** Runs a program quietly; what it said is shown only when it fails. */
function run([command, ...args]) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    const passOn = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', failed);
    child.once('close', (code, signal) => {
      for (const name of signals) process.removeListener(name, passOn);
      if (signal) process.exit(128 + constants.signals[signal]);
      if (code === 0) done();
      else failed(new Error(`${Buffer.concat(output)}\nFailed (${code}): ${[command, ...args].join(' ')}`));
    });
  });
}

/** One run at a time prepares a folder. A listening socket is freed by the system however its holder ends. */
async function lock() {
  const { dev, ino } = fs.statSync(root);
  const file = join(tmpdir(), `tantu-prepare-${dev}-${ino}.sock`);
  const address = process.platform === 'linux' ? `\0tantu-prepare-${dev}-${ino}` : file;
  for (let waited = 0; ; waited++) {
    const server = await listen(address);
    if (server) return () => server.close();
    if (waited === 0) say('Waiting for another run that is preparing this folder …');
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

function listen(address) {
  return new Promise((done, failed) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? done(undefined) : failed(error)));
    server.listen(address, () => done(server));
  });
}

function readText(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
