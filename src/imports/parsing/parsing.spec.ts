import { calendarDate } from '../../platform/time/calendar-date';
import { anIdNumber } from '../../../test/builders/identity';
import { LedgerType } from '../ledger-fields';
import { readInteger, readMoney, readYear, yearIn } from './amounts';
import { cellAddress, columnIndex, columnLetters } from './cell-address';
import { chineseNumber } from './chinese-numerals';
import { parseFoundDate } from './found-date';
import { parseFoundPeriod } from './found-period';
import { itemCode, readItems, readSerials } from './items';
import { parseCell } from './parse-cell';
import { readCategory, readGrade, readHardship, readSatisfaction, readSigners, readTenure, readYesNo } from './words'; // prettier-ignore

const day = (date: string, note: string | null = null) => ({
  ok: true,
  value: { date: { from: date, until: date }, note },
});
const month = (from: string, until: string, note: string | null = null) => ({
  ok: true,
  value: { date: { from, until }, note },
});

describe('A date of an old ledger', () => {
  it.each([
    '2020-05-07', '2020.5.7', '2020/5/7', '2020年5月7日', '2020年05月07号', '20200507', '２０２０．５．７', '２０２０年５月７日', '二〇二〇年五月七日', '二○二○年五月七日',
    '2020年5月7', '2020。5。7', '2020、5、7'.replaceAll('、', '.'), ' 2020 年 5 月 7 日 ', '20.5.7', '20年5月7日', '2020-05-07 08:30', '2020-05-07T00:00:00', '2020/5/7 星期四', '2020.5.7.', '43958',
  ])('is read from %s', (text) => expect(parseFoundDate(text, null)).toEqual(day('2020-05-07'))); // prettier-ignore

  it.each(['2020年5月', '2020.5', '2020-05', '2020/5', '202005', '２０２０年５月', '二〇二〇年五月', '2020年5月份', '2020. 5'])(
    'without a day is the whole month: %s',
    (text) => expect(parseFoundDate(text, null)).toEqual(month('2020-05-01', '2020-05-31')),
  ); // prettier-ignore

  it.each([
    ['2020年2月', '2020-02-01', '2020-02-29'],
    ['2021.2', '2021-02-01', '2021-02-28'],
    ['2020.12', '2020-12-01', '2020-12-31'],
  ])('knows how long %s is', (text, from, until) => expect(parseFoundDate(text, null)).toEqual(month(from, until))); // prettier-ignore

  it('takes the year of its row where it names none, and says so where the row has none', () => {
    expect(parseFoundDate('5月7日', 2020)).toEqual(day('2020-05-07'));
    expect(parseFoundDate('5.7', 2020)).toEqual(day('2020-05-07'));
    expect(parseFoundDate('五月七日', 2020)).toEqual(day('2020-05-07'));
    expect(parseFoundDate('十二月', 2020)).toEqual(month('2020-12-01', '2020-12-31'));
    expect(parseFoundDate('5月7日', null)).toEqual({ ok: false, reason: 'yearMissing' });
  });

  it.each([
    ['2020年5月7日（补签）', '补签'],
    ['2020.5.7(后补)', '后补'],
    ['2020年5月7日补签', '补签'],
    ['2020.5.7 电话确认', '电话确认'],
  ])('keeps what stands behind it: %s', (text, note) => expect(parseFoundDate(text, null)).toEqual(day('2020-05-07', note))); // prettier-ignore

  it.each([
    ['待定', 'notADate'], ['2020', 'notADate'], ['2020年2月30日', 'noSuchDay'], ['2020.13.1', 'noSuchDay'], ['2020.13', 'noSuchDay'], ['20201', 'notADate'],
    ['1820.5.7', 'implausibleYear'], ['已完成', 'notADate'], ['五月', 'yearMissing'], ['7/5/2020', 'notADate'], ['123456789', 'notADate'],
  ])('is not guessed from %s: %s', (text, reason) => expect(parseFoundDate(text, null)).toEqual({ ok: false, reason })); // prettier-ignore
});

describe('A number in words', () => {
  it.each([
    ['十', 10], ['十二', 12], ['二十', 20], ['三百零五', 305], ['一千二百', 1200], ['二〇二〇', 2020], ['一万二千', 12_000], ['廿三', 23], ['两', 2], ['叁佰', 300], ['零', 0],
  ])('%s is %i', (text, value) => expect(chineseNumber(text)).toBe(value)); // prettier-ignore

  it.each(['', '十百', '一二十', '万万', '甲', '12'])('"%s" is none', (text) => expect(chineseNumber(text)).toBeNull()); // prettier-ignore
});

describe('An amount', () => {
  it.each([
    ['3500', 1, 350_000], ['￥3,500.00', 1, 350_000], ['3500元', 1, 350_000], ['0.35万元', 1, 350_000], ['0.35', 10_000, 350_000], ['3500元', 10_000, 350_000], ['三千五百元整', 1, 350_000],
    ['３５００', 1, 350_000], ['5999.995', 1, 600_000], ['6000/户', 1, 600_000],
  ])('%s in a column of %i yuan', (text, unit, fen) => expect(readMoney(text, unit)).toEqual({ ok: true, value: fen })); // prettier-ignore

  it.each(['约定', '-5', '1,2', '3500+200', '约三千', '3000左右', '三千多'])('is not guessed from %s', (text) => expect(readMoney(text, 1).ok).toBe(false)); // prettier-ignore

  it('that counts, and the year of a title', () => {
    expect(['60户', '七天', '1,200', '10个工作日', '60.0'].map(readInteger)).toEqual([60, 7, 1200, 10, 60]);
    expect([readInteger('若干'), readInteger('3.5')]).toEqual([null, null]);
    expect(['2020', '2020年度', '２０２０', '二〇二〇年', '2020.0', '去年'].map(readYear)).toEqual([2020, 2020, 2020, 2020, 2020, null]); // prettier-ignore
    expect(['某区2020年度改造台账', '台账2019', '第5期', '410404202012'].map(yearIn)).toEqual([2020, 2019, null, null]); // prettier-ignore
  });
});

describe('A word', () => {
  it.each(['√', '✓', '是', '有', '已盖章', '已拆箱', 'Yes', '齐全', '正常', '１'])('%s is yes', (text) => expect(readYesNo(text)).toBe(true)); // prettier-ignore
  it.each(['×', '✗', '否', '无', '未盖章', '没有', '不能', 'No', '0', '缺'])('%s is no', (text) => expect(readYesNo(text)).toBe(false)); // prettier-ignore
  it('that says neither is neither', () => expect([readYesNo('待查'), readYesNo('张三')]).toEqual([null, null])); // prettier-ignore

  it('is a grade', () => {
    expect(['一级', '1', 'Ⅱ', '二级', '肢体三级', 'IV级', '４级', 'grade 2'].map(readGrade)).toEqual([1, 1, 2, 2, 3, 4, 4, 2]); // prettier-ignore
    expect(['五级', '重度', '0'].map(readGrade)).toEqual([null, null, null]);
  });

  it('is a category, two of which are multiple', () => {
    expect(['视力', '听力残疾', '言语', '肢体', '智力', '精神', '多重', '4', '肢体、视力', 'Physical'].map(readCategory)).toEqual([1, 2, 3, 4, 5, 6, 7, 4, 7, 4]); // prettier-ignore
    expect(readCategory('其他')).toBeNull();
  });

  it('is a hardship or a tenure of the households’ own codes', () => {
    expect(['低保', '城乡低保户', '特困', '低保边缘', '脱贫不稳定户', '边缘易致贫户', '突发严重困难', '无'].map(readHardship)).toEqual(['minimumLiving', 'minimumLiving', 'extremePoverty', 'lowIncome', 'liftedUnstable', 'borderline', 'suddenHardship', 'none']); // prettier-ignore
    expect(['自有', '自建房', '公租房', '租住', '借住子女'].map(readTenure)).toEqual(['owned', 'owned', 'publicRental', 'privateRental', 'longTermResidence']); // prettier-ignore
    expect([readHardship('待核'), readTenure('待核')]).toEqual([null, null]);
  });

  it('of satisfaction is not taken for its opposite', () => {
    expect(['满意', '非常满意', '不满意', '未改造', '是', '否'].map(readSatisfaction)).toEqual(['satisfied', 'satisfied', 'notSatisfied', 'notDone', 'satisfied', 'notSatisfied']); // prettier-ignore
    expect(readSatisfaction('待访')).toBeNull();
  });

  it('names signers, and leaves out who is said to be missing', () => {
    expect(readSigners('户主、施工方、社区、街道、区残联')).toEqual(['household', 'contractor', 'community', 'street', 'district']); // prettier-ignore
    expect(readSigners('户主签字，施工单位盖章；街道残联')).toEqual(['household', 'contractor', 'street']);
    expect(readSigners('户主、社区（未盖章）、区残联')).toEqual(['household', 'district']);
    expect(readSigners('无')).toEqual([]);
    expect(readSigners('齐全吗')).toBeNull();
  });
});

describe('Items', () => {
  it('are read with their numbers, however they are listed', () => {
    expect(readItems('坡道1处、扶手2副；热水器1台')).toEqual([
      { name: '坡道', code: 'entrance-ramp', quantity: 1 },
      { name: '扶手', code: 'passage-handrail', quantity: 2 },
      { name: '热水器', code: 'water-heater', quantity: 1 },
    ]);
    expect(readItems('①坐便器一个\n②防滑地面3.5平方米')).toMatchObject([
      { code: 'seat-toilet', quantity: 1 },
      { code: 'anti-slip-floor', quantity: 3.5 },
    ]);
    expect(readItems('2个扶手，护理床')).toMatchObject([
      { name: '扶手', quantity: 2 },
      { name: '护理床', code: 'nursing-bed', quantity: null },
    ]);
    expect(readItems('1.坡道 2处')).toMatchObject([{ code: 'entrance-ramp', quantity: 2 }]);
    expect(readItems('无')).toEqual([]);
  });

  it('that the catalogue has not are kept by their name', () => {
    expect(readItems('空调1台')).toEqual([{ name: '空调', code: null, quantity: 1 }]);
  });

  it.each([
    ['坡道扶手', 'ramp-handrail'], ['卫生间扶手', 'toilet-grab-bar'], ['安装热水器', 'water-heater'], ['电热水器', 'water-heater'], ['蹲便改坐便', 'seat-toilet'],
    ['闪光门铃', 'flashing-doorbell'], ['可视门铃', 'video-doorbell'], ['低位灶台改造', 'low-stove'], ['Water heater', 'water-heater'], ['出入口坡道', 'entrance-ramp'],
  ])('are known by what they are called: %s', (name, code) => expect(itemCode(name)).toBe(code)); // prettier-ignore

  it('have serial numbers, told apart by whatever stands between them', () => {
    expect(readSerials('sn: ab-123、AB-124；ab-123')).toEqual(['AB-123', 'AB-124']);
    expect(readSerials('无')).toEqual([]);
  });

  it('keep the letters that belong to a serial number; only a label that is set off by a colon or a space is dropped', () => {
    expect(readSerials('SN-778899、NO12；SN778899')).toEqual(['SN-778899', 'NO12', 'SN778899']);
    expect(readSerials('序列号：778899、编号 A1、S/N: B2、SN：SN-5')).toEqual(['778899', 'A1', 'B2', 'SN-5']);
  });
});

describe('A cell with both ends of a period', () => {
  const days = (text: string, year: number | null = null) => {
    const period = parseFoundPeriod(text, year);
    return period && [period.from.from, period.until.until, period.note];
  };

  it.each([
    ['2020年3月1日至3月10日', '2020-03-01', '2020-03-10'],
    ['2020.3.1-3.10', '2020-03-01', '2020-03-10'],
    ['2020.3.1-10', '2020-03-01', '2020-03-10'],
    ['2020-03-01-2020-03-10', '2020-03-01', '2020-03-10'],
    ['2020年3月1日—10日', '2020-03-01', '2020-03-10'],
    ['2020/12/28～1/5', '2020-12-28', '2021-01-05'],
  ])('is read as both dates: %s', (text, from, until) => expect(days(text)).toEqual([from, until, null]));

  it('takes the year of its row, and keeps the remark behind it', () => {
    expect(days('3月1日至3月10日（共10天）', 2020)).toEqual(['2020-03-01', '2020-03-10', '共10天']);
  });

  it('is not seen in a single date', () => {
    for (const text of ['2020-3-1', '2020-03', '2020.3.1', '20200301', '3-10', '待定', '2020年3月1日']) expect(days(text, 2020)).toBeNull(); // prettier-ignore
  });
});

describe('A cell', () => {
  const context = { year: 2020, today: calendarDate('2026-05-07'), unitYuan: 1 } as const;
  const value = (type: LedgerType, text: string) => parseCell(type, text, context).value;

  it('that is blank, or says so with a stroke, is null for every kind', () => {
    const types: LedgerType[] = ['text', 'name', 'year', 'integer', 'money', 'date', 'yesNo', 'idNumber', 'phone', 'category', 'grade', 'hardship', 'tenure', 'items', 'serials', 'signers', 'satisfaction']; // prettier-ignore
    for (const type of types) for (const text of ['', '  ', '—', '/', '-']) if (!(type === 'yesNo' && text === '/')) expect({ type, text, value: value(type, text) }).toEqual({ type, text, value: null }); // prettier-ignore
  });

  it('of a number says what is wrong with it and never the number', () => {
    expect(value('idNumber', anIdNumber())).toBe('valid');
    expect(value('idNumber', '123')).toBe('wrongLength');
    expect(value('certificateNumber', `${anIdNumber()}42`)).toBe('valid');
    expect(value('phone', '13912345678')).toBe(true);
  });

  it('of a day that has not come is blank and keeps its words; of a day that nobody knows it is unread', () => {
    for (const text of ['未开工', '无', '正在施工', '没施工', '待验收']) expect(parseCell('date', text, context)).toEqual({ value: null, note: text, fault: null }); // prettier-ignore
    for (const text of ['待定', '待补', '不详']) expect(parseCell('date', text, context)).toMatchObject({ value: undefined, fault: 'notADate' }); // prettier-ignore
  });

  it('of items that only says "as planned" names none', () => {
    expect(parseCell('items', '按方案全部完成', context)).toEqual({ value: null, note: '按方案全部完成', fault: null }); // prettier-ignore
    expect(value('items', '坡道1处，合格')).toMatchObject([{ code: 'entrance-ramp' }]);
    expect(value('items', '不合格')).toHaveLength(1);
  });

  it('of a name keeps what is no name, and says so', () => {
    expect(parseCell('name', '张三（父）', context)).toEqual({ value: '张三', note: '父', fault: null });
    expect(parseCell('name', '张3', context)).toEqual({ value: '张3', note: null, fault: 'notAName' });
  });

  it('has an address as spreadsheets write it', () => {
    expect(cellAddress('申请台账', 5, 12)).toBe('申请台账!F12');
    for (const index of [0, 25, 26, 51, 52, 701, 702, 999]) expect(columnIndex(columnLetters(index))).toBe(index); // prettier-ignore
    expect([columnLetters(26), columnLetters(701), columnLetters(702)]).toEqual(['AA', 'ZZ', 'AAA']);
  });
});
