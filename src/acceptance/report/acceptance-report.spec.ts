import { chineseNumeral, ReportSpeech, yuan, type ReportTextKey } from './acceptance-report.language';
import { acceptanceReportLayout } from './acceptance-report.layout';
import { inTwos, pairPhotos } from './acceptance-report.photos';
import { evenRows } from './acceptance-report.signing';
import { acceptanceReportTexts } from './acceptance-report.texts';

describe('texts of the acceptance report', () => {
  it('exist in both languages and ask for the same parameters', () => {
    for (const [key, { zh, en }] of Object.entries(acceptanceReportTexts)) {
      expect([key, zh.length > 0 && en.length > 0]).toEqual([key, true]);
      const params = (text: string): string[] =>
        [...new Set(text.match(/\{(\w+)/g) ?? [])]
          .filter((name) => /\{[a-z]\w{2,}/.test(name) && !/\{(one|other|all)/.test(name))
          .sort();
      expect([key, params(en)]).toEqual([key, params(zh)]);
    }
  });

  it('are there for every section, column and field that the layout names', () => {
    const layout = acceptanceReportLayout();
    const named = [
      ...layout.sections.map((name) => `section.${name}`),
      ...Object.entries(layout.tables).flatMap(([table, columns]) =>
        columns.map(({ key }) => `${table}.${key}`),
      ),
      ...layout.summary.rows.flat().map((key) => `summary.${key}`),
    ];
    expect(named.filter((key) => !(key in acceptanceReportTexts))).toEqual([]);
  });
});

describe('the layout', () => {
  it('gives all tables the text width of the page', () => {
    const { margins, tables, summary, verification } = acceptanceReportLayout();
    const width = 210 - margins.left - margins.right;
    const sums = [
      ...Object.values(tables).map((columns) => columns.map((column) => column.width)),
      summary.widths,
      verification.widths,
    ].map((widths) => widths.reduce((sum, part) => sum + part, 0));
    expect(sums).toEqual(sums.map(() => width));
  });

  it('leaves at least 25 mm for the binding', () => {
    expect(acceptanceReportLayout().margins.left).toBeGreaterThanOrEqual(25);
  });
});

describe('the language of the report', () => {
  const zh = new ReportSpeech('zh-CN', 'Asia/Shanghai');
  const en = new ReportSpeech('en', 'Asia/Shanghai');

  it('says dates, instants and section numbers as an office does', () => {
    expect(zh.date('2026-03-05')).toBe('2026年3月5日');
    expect(en.date('2026-03-05')).toBe('2026-03-05');
    expect(zh.instant('2026-03-05T16:30:00Z')).toBe('2026-03-06 00:30');
    expect(zh.numbered(11, '报告校验')).toBe('十一、报告校验');
    expect(chineseNumeral(10)).toBe('十');
  });

  it('says how late a record is', () => {
    const key: ReportTextKey = 'dates.late';
    expect(zh.t(key, { days: 21 })).toBe('【迟录 21 天】');
    expect([1, 21].map((days) => en.t(key, { days }))).toEqual(['[1 day late]', '[21 days late]']);
  });

  it('says fen as yuan without rounding, and refuses parts of a fen', () => {
    expect([0, 5, 38_050, 123_456_789, -1_05].map(yuan)).toEqual([
      '0.00',
      '0.05',
      '380.50',
      '1,234,567.89',
      '-1.05',
    ]);
    expect(() => yuan(0.5)).toThrow(RangeError);
  });
});

describe('arranging photos and seals', () => {
  it('sets before beside after and leaves no empty box', () => {
    expect(pairPhotos(['a', 'b'], ['x', 'y', 'z'])).toEqual({
      pairs: [
        ['a', 'x'],
        ['b', 'y'],
      ],
      left: ['z'],
    });
    expect(pairPhotos(['a'], [])).toEqual({ pairs: [], left: ['a'] });
    expect(inTwos([1, 2, 3])).toEqual([[1, 2], [3]]);
  });

  it('spreads seals evenly', () => {
    expect(
      [1, 3, 4, 5].map((count) => evenRows(Array.from({ length: count }), 3).map((row) => row.length)),
    ).toEqual([[1], [3], [2, 2], [3, 2]]);
  });
});
