import { formatDay, formatMoney, formatNumber, formatQuantity } from './formats';

describe('Values on pages', () => {
  it('write days as each language does', () => {
    expect([formatDay('2026-05-07', 'zh-CN'), formatDay('2026-05-07', 'en')]).toEqual([
      '2026年5月7日',
      '7 May 2026',
    ]);
  });

  it('write money from fen', () => {
    expect([formatMoney(123450, 'zh-CN'), formatMoney('123450', 'en'), formatMoney(0, 'en')]).toEqual([
      '1,234.50 元',
      '¥1,234.50',
      '¥0.00',
    ]);
  });

  it('write quantities without idle zeros', () => {
    expect([
      formatQuantity(12.5, 'm²'),
      formatQuantity('2.00', '个'),
      formatQuantity(3),
      formatNumber(1234.5),
    ]).toEqual(['12.5 m²', '2 个', '3', '1,234.5']);
  });

  it('show a dash for what is not known, and leave what is no date as it was typed', () => {
    expect([
      formatDay(null, 'en'),
      formatMoney(null, 'en'),
      formatNumber(undefined),
      formatQuantity('', 'm'),
    ]).toEqual(Array(4).fill('—'));
    expect(formatDay('明年', 'zh-CN')).toBe('明年');
  });
});
