import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 code unit at every depth', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, 2], c: null } })).toBe('{"a":{"c":null,"d":[1,2]},"b":1}');
    // U+1F600 begins with the unit D83D and so comes before U+FB33, as in the example of RFC 8785.
    expect(Object.keys(JSON.parse(canonicalJson({ '\uFB33': 1, '😀': 2, '\r': 3 })) as object)).toEqual([
      '\r',
      '😀',
      '\uFB33',
    ]);
  });

  it('is the same text whatever order the keys were written in', () => {
    expect(canonicalJson({ name: '𠮷', year: 2026 })).toBe(canonicalJson({ year: 2026, name: '𠮷' }));
  });

  it('writes numbers as ECMAScript does', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 0.002, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('keeps Chinese as it is and escapes control characters', () => {
    expect(canonicalJson('石残验〔2026〕1号\n\u000f"')).toBe('"石残验〔2026〕1号\\n\\u000f\\""');
  });

  it.each<[string, unknown]>([
    ['undefined', { a: undefined }],
    ['a hole in a list', new Array(2)],
    ['NaN', [NaN]],
    ['an infinity', { a: { b: -Infinity } }],
    ['a date object', { at: new Date(0) }],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a lone surrogate', '\ud800'],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('says where the fault is', () => {
    expect(() => canonicalJson({ items: [{ price: NaN }] })).toThrow('$.items[0].price');
  });
});
