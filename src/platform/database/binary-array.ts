type Value = string | number | boolean | Buffer;

interface Encoding<Element> {
  /** Of the element's type, as every PostgreSQL has it. */
  readonly oid: number;
  readonly size: (value: Element) => number;
  readonly write: (value: Element, into: Buffer, at: number) => void;
}

const TEXT: Encoding<string> = {
  oid: 25,
  size: (value) => Buffer.byteLength(value),
  write: (value, into, at) => void into.write(value, at),
};
const ENCODINGS = {
  int4: { oid: 23, size: () => 4, write: (value, into, at) => void into.writeInt32BE(value, at) } satisfies Encoding<number>,
  bool: { oid: 16, size: () => 1, write: (value, into, at) => void into.writeUInt8(value ? 1 : 0, at) } satisfies Encoding<boolean>,
  bytea: { oid: 17, size: (value) => value.length, write: (value, into, at) => void value.copy(into, at) } satisfies Encoding<Buffer>,
  text: TEXT,
  // The text of a value behind the version of its form.
  jsonb: {
    oid: 3802,
    size: (value) => 1 + TEXT.size(value),
    write: (value, into, at) => TEXT.write(value, into, into.writeUInt8(1, at)),
  } satisfies Encoding<string>,
}; // prettier-ignore

/** Bytes before the first element. */
const HEAD = 20;

export type ArrayType = keyof typeof ENCODINGS;
export type ElementOf<Type extends ArrayType> = Parameters<(typeof ENCODINGS)[Type]['write']>[0];

/**
 * An array as PostgreSQL sends and receives it (array_recv): a parameter that is cast to `type[]`. Thousands of
 * values come in without being quoted, searched for quotes and unquoted again.
 */
export function binaryArray<Type extends ArrayType>(type: Type, values: readonly (ElementOf<Type> | null)[]): Buffer {
  const { oid, size, write } = ENCODINGS[type] as Encoding<Value>;
  const sizes = values.map((value) => (value === null ? 0 : size(value)));
  const array = Buffer.allocUnsafe(sizes.reduce((sum, one) => sum + 4 + one, HEAD));
  // Dimensions, whether there are nulls, the element's type, how many, the first one's number.
  let at = 0;
  for (const head of [1, values.includes(null) ? 1 : 0, oid, values.length, 1]) at = array.writeInt32BE(head, at);
  for (const [index, value] of values.entries()) {
    at = array.writeInt32BE(value === null ? -1 : sizes[index]!, at);
    if (value === null) continue;
    write(value, array, at);
    at += sizes[index]!;
  }
  return array;
} // prettier-ignore

/** The elements of such an array, each as it was written. */
export function elementsOf(array: Buffer): (Buffer | null)[] {
  const elements: (Buffer | null)[] = [];
  for (let at = HEAD; at < array.length;) {
    const size = array.readInt32BE(at);
    at += 4;
    elements.push(size < 0 ? null : array.subarray(at, at + size));
    at += Math.max(size, 0);
  }
  return elements;
}
