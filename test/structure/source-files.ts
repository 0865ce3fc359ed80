import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import ts from 'typescript';

export const root = resolve(__dirname, '../..');

/** A file of `src` and the files of `src` that it imports, each as its path below `src`, without `.ts`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Names of packages and of Node's own modules. */
  readonly packages: readonly string[];
}

/** Every TypeScript file of the server, without its tests. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /(?<!\.spec|\.d)\.ts$/.test(path) && !path.startsWith('client/'))
    .sort()
    .map(read);
}

function read(file: string): SourceFile {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const path = file.replace(/\.ts$/, '');
  const imports = new Set<string>();
  const packages = new Set<string>();
  for (const name of importsOf(file, text)) {
    if (name.startsWith('.')) imports.add(targetOf(posix.join(posix.dirname(path), name)));
    else packages.add(name);
  }
  return { path, text, imports: [...imports], packages: [...packages] };
}

/** A folder is imported as its index. */
const targetOf = (path: string): string =>
  existsSync(join(root, 'src', path, 'index.ts')) ? `${path}/index` : path;

function importsOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const source = sourceOf(node);
    if (source && ts.isStringLiteral(source)) found.push(source.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

/** Where a statement or call loads something from: import … from, export … from, import x = require(), import(). */
function sourceOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  return ts.isCallExpression(node) && isLoading(node) ? node.arguments[0] : undefined;
}

const isLoading = ({ expression, arguments: given }: ts.CallExpression): boolean =>
  given.length === 1 && (expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')); // prettier-ignore

/** The feature (or `platform`, or '' for what puts the application together) that a file belongs to. */
export function partOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

/** Groups of files that import one another in a circle, each as a sorted list (Tarjan). */
export function cycles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path)!);
    stack.push(path);
    for (const next of byPath.get(path)!.imports) {
      if (!byPath.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path)!, low.get(next)!));
    }
    if (low.get(path) !== order.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || byPath.get(path)!.imports.includes(path)) found.push(group.sort());
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return found;
}
