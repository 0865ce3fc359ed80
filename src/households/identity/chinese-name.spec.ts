import fc from 'fast-check';
import { maskName, normaliseName, parsePersonName } from './chinese-name';

const hanCharacter = fc.oneof(
  fc.integer({ min: 0x4e00, max: 0x9fff }),
  fc.integer({ min: 0x3400, max: 0x4dbf }),
  fc.integer({ min: 0x20000, max: 0x2a6df }),
  fc.integer({ min: 0x30000, max: 0x323af }),
);
const hanName = fc
  .array(hanCharacter, { minLength: 1, maxLength: 20 })
  .map((characters) => String.fromCodePoint(...characters));

describe('A person’s name', () => {
  it.each([
    '张三',
    '一',
    '䶮',
    '𠮷野',
    '㛃𬭎',
    '李〇',
    '欧阳修文',
    '买买提·吐尔逊',
    '阿卜杜拉·买买提·阿布都热合曼·伊敏',
    '葛\u{E0100}城',
    "D'Souza Maria-José",
    'Nguyễn Văn An',
  ])('may be %s', (name) =>
    expect(parsePersonName(name)).toEqual({ ok: true, value: name.normalize('NFC') }),
  );

  it.each([
    ['', 'empty'],
    [' 　', 'empty'],
    ['张3', 'notAName'],
    ['张三（父）', 'notAName'],
    ['·张三', 'notAName'],
    ['张三·', 'notAName'],
    ['张··三', 'notAName'],
    ['<b>张三</b>', 'notAName'],
    ['张\u0000三', 'notAName'],
    ['***', 'notAName'],
    ['-', 'notAName'],
    ['张'.repeat(61), 'tooLong'],
  ])('may not be "%s": %s', (name, reason) => expect(parsePersonName(name)).toEqual({ ok: false, reason }));

  it.each([
    '买买提・吐尔逊',
    '买买提•吐尔逊',
    '买买提．吐尔逊',
    '买买提.吐尔逊',
    '买买提 ‧ 吐尔逊',
    '买买提･吐尔逊',
    '买买提 · 吐尔逊',
  ])('has one dot, however it was typed: %s', (name) => expect(normaliseName(name)).toBe('买买提·吐尔逊'));

  it('loses stray spaces and full-width letters, and keeps the spaces of other scripts', () => {
    expect(normaliseName('　张　三 ')).toBe('张三');
    expect(normaliseName('Ａnna  Müller')).toBe('Anna Müller');
    expect(normaliseName('李○')).toBe('李〇');
  });

  it('is composed: two writings of one name become one', () => {
    expect(normaliseName('José')).toBe(normaliseName('Jose\u0301'));
  });

  it('of any characters of any plane is accepted unchanged, and normalising again changes nothing', () => {
    fc.assert(
      fc.property(hanName, (name) => expect(parsePersonName(name)).toEqual({ ok: true, value: name })),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normaliseName(text);
        expect(normaliseName(once)).toBe(once);
      }),
    );
  });
});

describe('A name in a public notice', () => {
  it.each([
    ['张三', '张*'],
    ['张小三', '张*三'],
    ['张王小三', '张**三'],
    ['欧阳小三', '欧阳*三'],
    ['欧阳三', '欧阳*'],
    ['欧阳', '欧*'],
    ['买买提·吐尔逊', '买**·***'],
    ['𠮷野家', '𠮷*家'],
    ['葛\u{E0100}城', '葛\u{E0100}*'],
    ['一', '*'],
    ['Anna', 'A***'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => expect(maskName(name)).toBe(shown));

  it('never shows more than the family name and one character, nor the whole name', () => {
    fc.assert(
      fc.property(hanName, (name) => {
        const shown = [...maskName(name)].filter((character) => character !== '*');
        expect(shown.length).toBeLessThanOrEqual(3);
        expect(maskName(name)).not.toBe(name);
      }),
    );
  });
});
