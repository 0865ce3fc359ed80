type Value = string | number | boolean | Buffer;

interface Encoding<Element> {
  /** Of the element's type, as every PostgreSQL has it. */
  readonly oid: number;
  /** Bytes that an element takes at most. */
  readonly most: (value: Element) => number;
  /** @returns where the element ends */
  readonly write: (value: Element, into: Buffer, at: number) => number;
}

const TEXT: Encoding<string> = {
  oid: 25,
  most: (value) => 3 * value.length,
  write: (value, into, at) => at + into.write(value, at),
};
const ENCODINGS = {
  int4: { oid: 23, most: () => 4, write: (value, into, at) => into.writeInt32BE(value, at) } satisfies Encoding<number>,
  bool: { oid: 16, most: () => 1, write: (value, into, at) => into.writeUInt8(value ? 1 : 0, at) } satisfies Encoding<boolean>,
  bytea: { oid: 17, most: (value) => value.length, write: (value, into, at) => at + value.copy(into, at) } satisfies Encoding<Buffer>,
  text: TEXT,
  // The text of a value behind the version of its form.
  jsonb: {
    oid: 3802,
    most: (value) => 1 + TEXT.most(value),
    write: (value, into, at) => TEXT.write(value, into, into.writeUInt8(1, at)),
  } satisfies Encoding<string>,
}; // prettier-ignore

/** Bytes before the first element. */
const HEAD = 20;
/** Bytes that an array begins with; it doubles as it grows. */
const FIRST = 4096;

export type ArrayType = keyof typeof ENCODINGS;
export type ElementOf<Type extends ArrayType> = Parameters<(typeof ENCODINGS)[Type]['write']>[0];

/**
 * An array as PostgreSQL sends and receives it (array_recv): a parameter that is cast to `type[]`. Thousands of
 * values come in without being quoted, searched for quotes and unquoted again.
 */
export class BinaryArray<Type extends ArrayType> {
  private readonly encoding: Encoding<Value>;
  /** Of its own memory, which can go to another thread. */
  private array = Buffer.allocUnsafeSlow(FIRST);
  private at = HEAD;
  private count = 0;
  private hasNull = 0;

  constructor(type: Type) {
    this.encoding = ENCODINGS[type] as Encoding<Value>;
  }

  push(value: ElementOf<Type> | null): void {
    this.reserve(4 + (value === null ? 0 : this.encoding.most(value)));
    const begin = this.at + 4;
    const end = value === null ? begin : this.encoding.write(value, this.array, begin);
    this.array.writeInt32BE(value === null ? -1 : end - begin, this.at);
    if (value === null) this.hasNull = 1;
    this.at = end;
    this.count += 1;
  }

  /** The whole array; nothing is added behind it. */
  bytes(): Buffer {
    // Dimensions, whether there are nulls, the element's type, how many, the first one's number.
    let at = 0;
    for (const head of [1, this.hasNull, this.encoding.oid, this.count, 1]) at = this.array.writeInt32BE(head, at); // prettier-ignore
    return this.array.subarray(0, this.at);
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.array.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.array.length * 2, this.at + bytes));
    this.array.copy(larger, 0, 0, this.at);
    this.array = larger;
  }
}

export function binaryArray<Type extends ArrayType>(type: Type, values: readonly (ElementOf<Type> | null)[]): Buffer {
  const array = new BinaryArray(type);
  for (const value of values) array.push(value);
  return array.bytes();
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
