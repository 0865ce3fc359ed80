/**
 * Writes a value as the one canonical JSON text of RFC 8785 (keys sorted by UTF-16 code unit, no white space),
 * so that two programs that hold the same facts get the same bytes, and so the same hash.
 * Used wherever somebody signs content. Throws a TypeError for what JSON cannot hold exactly: undefined, NaN,
 * infinities, lone surrogates, functions, and objects that are not plain (a Date must be turned to text first).
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  }
  if (isPlainObject(value)) return writeObject(value, path);
  throw new TypeError(`${path}: ${describe(value)} has no canonical JSON`);
}

function writeObject(value: Record<string, unknown>, path: string): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => `${writeString(key, path)}:${write(value[key], `${path}.${key}`)}`);
  return `{${members.join(',')}}`;
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new TypeError(`${path}: ${value} has no canonical JSON`);
  return JSON.stringify(value);
}

function writeString(value: string, path: string): string {
  if (/[\uD800-\uDFFF]/u.test(value)) throw new TypeError(`${path}: text with a lone surrogate`);
  return JSON.stringify(value);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' ? (value?.constructor.name ?? 'null') : typeof value;
}
