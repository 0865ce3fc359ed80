import fc from 'fast-check';
import { formatDecimal, parseDecimal, parseWholeNumber } from './decimal';
import { toHalfWidth } from './half-width';
import { formatYuan, lineTotalFen, MAX_FEN, parseYuan, yuanInput } from './money';
import { formatQuantity, inHundredths, parseAcceptedQuantity, parseQuantity, sameQuantity } from './quantity';

const fen = fc.integer({ min: 0, max: MAX_FEN });
const quantity = fc.integer({ min: 1, max: 9_999_999 }).map((hundredths) => hundredths / 100);
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe('Full-width text', () => {
  it('becomes plain, and what is not full-width stays', () => {
    expect(toHalfWidth('　ＡＢＣ１２３．Ｘ，－ ')).toBe('ABC123.X,-');
    expect(toHalfWidth('汉字 𠮷 ·')).toBe('汉字 𠮷 ·');
    expect(toHalfWidth('\uFEFF12\u00A03\u200B')).toBe('12 3');
  });
});

describe('A number typed into a form', () => {
  it.each([
    ['12', 12],
    ['１２．５', 12.5],
    ['1,234.5', 1234.5],
    ['１，２３４', 1234],
    ['007', 7],
    ['-3.20', -3.2],
    ['−3', -3],
    ['－3', -3],
    ['5.', 5],
    ['3。5', 3.5],
    ['-0', 0],
  ])('"%s" is %d', (text, value) => expect(parseDecimal(text, { decimals: 2 })).toEqual({ ok: true, value }));

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['12a', 'notANumber'],
    ['1,2', 'notANumber'],
    ['1,2345', 'notANumber'],
    ['1 234', 'notANumber'],
    ['1e3', 'notANumber'],
    ['0x10', 'notANumber'],
    ['Infinity', 'notANumber'],
    ['十二', 'notANumber'],
    ['.', 'notANumber'],
    ['1.234', 'tooManyDecimals'],
    ['1234567890123', 'tooLarge'],
    ['-1234567890123', 'tooSmall'],
    ['11', 'tooLarge'],
    ['-11', 'tooSmall'],
  ])('"%s" is refused: %s', (text, reason) =>
    expect(parseDecimal(text, { decimals: 2, min: -10, max: 10 })).toEqual({ ok: false, reason }),
  );

  it('is whole where a whole number is asked for', () => {
    expect(parseWholeNumber('900.0', { max: 1000 })).toEqual({ ok: true, value: 900 });
    expect(parseWholeNumber('900.5')).toEqual({ ok: false, reason: 'tooManyDecimals' });
  });

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (hundredths) => {
        const value = hundredths / 100;
        expect(parseDecimal(formatDecimal(value, 2), { decimals: 2 })).toEqual({
          ok: true,
          value: value + 0,
        });
      }),
    );
  });
});

describe('Money', () => {
  it.each([
    ['1234.5', 123450],
    ['￥1,234.50', 123450],
    ['¥ 1234.50', 123450],
    ['１２３４．５元', 123450],
    ['3500 元整', 350000],
    ['RMB 0.07', 7],
    ['0', 0],
    ['1.15', 115],
    ['8.29', 829],
  ])('"%s" is %d fen', (text, value) => expect(parseYuan(text)).toEqual({ ok: true, value }));

  it.each([
    ['', 'empty'],
    ['￥', 'empty'],
    ['1.234', 'tooManyDecimals'],
    ['-1', 'negative'],
    ['-1234567890123', 'negative'],
    ['1000000000.01', 'tooLarge'],
    ['一千', 'notANumber'],
    ['3.5万', 'notANumber'],
  ])('"%s" is refused: %s', (text, reason) => expect(parseYuan(text)).toEqual({ ok: false, reason }));

  it('is written with groups and two decimals', () => {
    expect([0, 7, 123450, 100000000, -123450].map(formatYuan)).toEqual([
      '0.00',
      '0.07',
      '1,234.50',
      '1,000,000.00',
      '-1,234.50',
    ]);
    expect(yuanInput(123450)).toBe('1234.50');
    expect(() => formatYuan(1.5)).toThrow(RangeError);
    expect(() => formatYuan(Number.NaN)).toThrow(RangeError);
  });

  it('reads back every amount it writes, full-width or not', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        for (const text of [formatYuan(amount), yuanInput(amount), fullWidth(`￥${formatYuan(amount)}`)]) {
          expect(parseYuan(text)).toEqual({ ok: true, value: amount });
        }
      }),
    );
  });

  it('of a line is rounded to the fen without drifting', () => {
    expect(lineTotalFen(0.1 + 0.2, 1000)).toBe(300);
    expect(lineTotalFen(1.15, 100)).toBe(115);
    expect(lineTotalFen(0.01, 50)).toBe(1);
    expect(lineTotalFen(0.01, 49)).toBe(0);
    expect(() => lineTotalFen(1, 0.5)).toThrow(RangeError);
    expect(() => lineTotalFen(Number.NaN, 1)).toThrow(RangeError);
  });

  it('of a line is never more than half a fen from the true price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (hundredths, price) => {
          expect(
            Math.abs(lineTotalFen(hundredths / 100, price) * 100 - hundredths * price),
          ).toBeLessThanOrEqual(50);
        },
      ),
    );
  });
});

describe('A quantity', () => {
  it('is more than zero when planned, and may be zero when accepted', () => {
    expect(parseQuantity('12.5')).toEqual({ ok: true, value: 12.5 });
    expect(parseQuantity('0')).toEqual({ ok: false, reason: 'tooSmall' });
    expect(parseAcceptedQuantity('0')).toEqual({ ok: true, value: 0 });
    expect(parseQuantity('1.005')).toEqual({ ok: false, reason: 'tooManyDecimals' });
    expect(parseQuantity('100000000')).toEqual({ ok: false, reason: 'tooLarge' });
  });

  it('compares by hundredths', () => {
    expect(sameQuantity(0.1 + 0.2, 0.3)).toBe(true);
    expect(sameQuantity(0.31, 0.3)).toBe(false);
    expect(() => inHundredths(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('reads back what was written', () => {
    fc.assert(
      fc.property(quantity, (value) =>
        expect(parseQuantity(formatQuantity(value))).toEqual({ ok: true, value }),
      ),
    );
    expect([12.5, 2, 1234.05].map(formatQuantity)).toEqual(['12.5', '2', '1,234.05']);
  });
});
