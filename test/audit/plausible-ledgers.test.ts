import { RunAudit } from '../../src/audit/run-audit';
import { systemActor } from '../../src/platform/database/actor';
import { aCertificateNumber, anIdNumber } from '../builders/identity';
import { ledgerOffice } from '../builders/ledger';
import { aPhoto } from '../builders/photo';
import { aWorkbook, Cell } from '../builders/workbook';
import { aZip } from '../builders/zip';
import { createTestApp, TestApp } from '../support/test-app';

type Sheet = readonly (readonly Cell[])[];

interface Case {
  readonly name: string;
  /** By ledger, each without the column of the year. */
  readonly ledgers: Readonly<Record<string, Sheet>>;
  readonly photos?: readonly { readonly path: string; readonly on: string }[];
  /** By household (`year` for the year itself) the rules that it breaks; all others break none. */
  readonly broken: Readonly<Record<string, readonly string[]>>;
}

/** People who do not exist, one for each row. */
const NAMES = [
  '赵一',
  '钱二',
  '孙三',
  '李四',
  '周五',
  '吴六',
  '郑七',
  '王八',
  '冯九',
  '陈十',
  '褚一',
  '卫二',
  '蒋三',
  '沈四',
];
const rows = (...cells: readonly (readonly Cell[])[]): Sheet => cells.map((row, at) => [NAMES[at]!, ...row]);
const each = (values: readonly Cell[], row: (value: Cell) => readonly Cell[]): Sheet =>
  rows(...values.map(row));
const all = (count: number, rule: string): Record<string, string[]> => Object.fromEntries(NAMES.slice(0, count).map((name) => [name, [rule]])); // prettier-ignore
const WORKS = ['姓名', '改造项目', '开工日期', '完工日期'];
const built = (items: string): readonly Cell[] => [items, '5.1', '5.9'];

const SIX = ['未开工', '无', '未实施', '正在施工', '没施工', '待施工'];
const PLANNED = [
  '合格',
  '同计划',
  '与方案一致',
  '全部完成',
  '同左',
  '按方案全部完成',
  '坡道、热水器均已完成',
];
const NO_SERIALS = [
  '见铭牌',
  '见铭牌',
  '无编号',
  '无编号',
  '待补',
  '待补',
  '海尔ES60H',
  '海尔ES60H',
  '无',
  '/',
];
const REFUSALS = ['不同意', '不符合条件', '暂缓', '退回', '不予通过'];
const APPROVED = ['同意', '未发现不符合条件的情形，同意。', '退回补正后，同意上报'];
const SIGNED = [
  '齐全',
  '签章齐全',
  '均已签字',
  '户主、施工单位、社区、街道、区残联',
  '本人、施工方、村委会、乡镇、残联',
];
const BUT_STREET = [
  '除街道外均已签字',
  '缺街道公章',
  '无街道签字',
  '户主、施工单位、社区、区残联已签，街道未盖章',
];
const UNHAPPY = ['不太满意', '不是很满意', '不好', '不够好', '没有改造', '不满意', '未完工', '差'];
const HAPPY = ['非常满意', '基本满意', '一般', '较满意', '很好', '√', '没有不满意'];
const certificate = (): Cell => aCertificateNumber(anIdNumber(), { grade: 1 });

const CASES: readonly Case[] = [
  {
    name: 'words in place of a day say that nothing was built',
    ledgers: {
      works: [WORKS, ...each(SIX, (word) => ['坡道1处', word, word])],
      acceptance: [['姓名', '验收日期'], ...each(SIX, () => ['6.1'])],
    },
    broken: all(6, 'C10'),
  },
  {
    name: 'what is half praise is a complaint',
    ledgers: { acceptance: [['姓名', '验收日期', '满意签字日期', '满意度'], ...each(UNHAPPY, (word) => ['6.1', '6.2', word])] },
    broken: all(UNHAPPY.length, 'S07'),
  },
  {
    name: 'what is faint praise is none',
    ledgers: { acceptance: [['姓名', '验收日期', '满意签字日期', '满意度'], ...each(HAPPY, (word) => ['6.1', '6.2', word])] },
    broken: {},
  },
  {
    name: 'a district that refused did not approve',
    ledgers: {
      applications: [['姓名', '申请日期', '区残联意见', '审批日期'], ...each([...REFUSALS, ...APPROVED], (word) => ['3.1', word, '4.1'])],
      works: [WORKS, ...each([...REFUSALS, ...APPROVED], () => built('坡道1处'))],
    },
    broken: all(REFUSALS.length, 'C02'),
  },
  {
    name: 'nor is approved what a community refused',
    ledgers: {
      applications: [['姓名', '申请日期', '社区意见', '社区审核日期', '区残联意见', '审批日期'], ...rows(['3.1', '不同意', '3.2', '同意', '4.1'], ['3.1', '同意', '3.2', '同意', '4.1'])],
      works: [WORKS, ...each(['', ''], () => built('坡道1处'))],
    },
    broken: all(1, 'C02'),
  },
  {
    name: 'the scheme for the elderly excludes',
    ledgers: {
      applications: [['姓名', '身份证号', '申请日期', '是否享受适老化改造'], ...rows([anIdNumber(), '3.1', '是'], [anIdNumber(), '3.1', '否'])],
      works: [WORKS, ...each(['', ''], () => built('坡道1处'))],
      acceptance: [['姓名', '验收日期'], ...each(['', ''], () => ['6.1'])],
    },
    broken: all(1, 'P05'),
  },
  {
    name: 'the own district is no other one',
    ledgers: { applications: [['姓名', '申请日期', '户籍所在区县'], ...each(['邻县', '东平区', '样板市东平区', '本区', '本县', '东平'], (word) => ['3.1', word])] },
    broken: all(1, 'P04'),
  },
  {
    name: 'a certificate’s number is a certificate, and tells its grade',
    ledgers: { applications: [['姓名', '残疾证号', '有效期至', '申请日期'], ...rows([certificate(), '2030.1.1', '3.1'], [null, null, '3.1'])] },
    broken: { 钱二: ['C15'] },
  },
  {
    name: 'a month is judged by each of its days',
    ledgers: {
      applications: [['姓名', '申请日期', '公示开始', '公示结束', '残疾证号', '残疾等级', '发证日期', '有效期至'], ...rows(['5月', '5.20', '6.5', certificate(), '一级', '2000.5.20', '2030.1.1'], ['5月', '5.20', '7.5', certificate(), '一级', '2000.5.20', '2030.1.1'])],
      works: [['姓名', '施工单位', '资质有效期起', '资质有效期至', '开工日期', '完工日期'], ...rows(['某工程队', '2000.6.10', '2030.1.1', '6月', '7月'], ['某工程队', '2000.6.10', '2030.1.1', '6月', '7月'])],
    },
    broken: { 钱二: ['C03'] },
  },
  {
    name: 'a photo of the same month is of its stage, one of the next is not',
    ledgers: { works: [WORKS, ...rows(['坡道1处', '5月', '6月'], ['坡道1处', '5月', '6月'])], acceptance: [['姓名', '验收日期'], ...rows(['6月'], ['6月'])] },
    photos: [
      { path: '赵一/坡道_改造前.jpg', on: '05:10' },
      { path: '赵一/坡道_改造后.jpg', on: '06:20' },
      { path: '钱二/坡道_改造前.jpg', on: '06:10' },
      { path: '钱二/坡道_改造后.jpg', on: '06:21' },
    ],
    broken: { 钱二: ['C18'] },
  },
  {
    name: 'as planned is what was planned',
    ledgers: {
      works: [WORKS, ...each([...PLANNED, ''], () => built('坡道1处、热水器1台'))],
      acceptance: [['姓名', '验收日期', '验收内容'], ...each([...PLANNED, '坡道1处'], (word) => ['6.1', word])],
    },
    broken: { [NAMES[PLANNED.length]!]: ['F04'] },
  },
  {
    name: 'an item without a number has no wrong one, and two lines of a kind are one',
    ledgers: {
      works: [WORKS, ...rows(built('坡道、扶手'), built('坡道1处、扶手2副'), built('室内扶手2个、扶手1个、坡道1处'), built('坡道1处、坡道1处'), built('坡道1处、扶手2副'))],
      acceptance: [['姓名', '验收日期', '验收内容', '结算内容'], ...rows(['6.1', '坡道1处、扶手2副', '扶手3副、坡道'], ['6.1', '坡道、扶手', '坡道、扶手'], ['6.1', '扶手1个、室内扶手2个、坡道1处', '扶手3个、坡道1处'], ['6.1', '坡道2处', '坡道2处'], ['6.1', '坡道1处、扶手3副', '坡道1处、扶手3副'])],
    },
    broken: { 周五: ['F04', 'M04'] },
  },
  {
    name: 'what is no number of a device is none that two have',
    ledgers: { works: [[...WORKS, '设备编号'], ...each([...NO_SERIALS, 'QS20010001', 'QS20010001'], (serial) => [...built('热水器1台'), serial])] },
    broken: { 褚一: ['E09'], 卫二: ['E09'] },
  },
  {
    name: 'a village’s group is no address, and a family of two is no double',
    ledgers: { applications: [['姓名', '社区', '家庭住址', '申请日期'], ...each(['石桥村3组', '石桥村3组', '石桥村', '石桥村', '同上', '同上', '石桥村3组12号', '石桥村3组12号'], (address) => ['石桥社区', address, '3.1']), ['冯父', '石桥社区', '石桥村8号', '3.1'], ['冯子', '石桥社区', '石桥村8号', '3.1']] },
    broken: { 郑七: ['P06'], 王八: ['P06'] },
  },
  {
    name: 'all signers, and all but one',
    ledgers: { acceptance: [['姓名', '验收日期', '签章情况'], ...each([...BUT_STREET, ...SIGNED], (word) => ['6.1', word])] },
    broken: all(BUT_STREET.length, 'S01'),
  },
  {
    name: 'who was refused uses no quota, and nobody counts acceptances that no ledger tells',
    ledgers: {
      programmes: [['指标数', '上报完成数'], [1, 1]],
      applications: [['姓名', '申请日期', '区残联意见', '审批日期'], ...rows(['3.1', '同意', '4.1'], ['3.1', '不符合条件', '4.1'], ['3.1', null, null])],
    },
    broken: {},
  },
  {
    name: 'who was built for uses the quota, and acceptances are counted once a ledger tells them',
    ledgers: {
      programmes: [['指标数', '上报完成数'], [1, 2]],
      works: [WORKS, ...each(['', ''], () => built('坡道1处'))],
      acceptance: [['姓名', '验收日期'], ...rows(['6.1'], [null])],
    },
    broken: { year: ['Q01', 'Q04'] },
  },
  {
    name: 'one photo is of all that it names, and without a name of all there is',
    ledgers: { works: [WORKS, ...each(['', '', ''], () => ['坡道1处、扶手2个', '5.15', '6.1'])], acceptance: [['姓名', '验收日期'], ...rows(['6.30'], ['6.30'], ['6.30'])] },
    photos: ['赵一/坡道、扶手_', '钱二/', '孙三/坡道_'].flatMap((path, at) => [
      { path: `${path}改造前.jpg`, on: `05:1${at}` },
      { path: `${path}改造后.jpg`, on: `06:2${at}` },
    ]),
    broken: { 孙三: ['E01'] },
  },
  {
    name: 'works run over new year, and not back through it',
    ledgers: { works: [WORKS, ...rows(['坡道1处', '12月20日', '1月10日'], ['坡道1处', '5月20日', '5月10日'])] },
    broken: { 钱二: ['C09'] },
  },
  {
    name: 'a county’s federation of no county is nobody else’s',
    ledgers: { applications: [['姓名', '申请日期', '申请理由'], ...each(['中方县残联核实', '经县残联核实', '因在固始县医院截肢，行走不便'], (word) => ['3.1', word])] },
    broken: all(1, 'F03'),
  },
]; // prettier-ignore

describe('A ledger as offices keep them', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const bring = async ({ ledgers, photos = [] }: Case, year: number): Promise<void> => {
    const office = ledgerOffice(test);
    for (const [ledger, [header, ...body]] of Object.entries(ledgers)) {
      const dated = body.map((row) => [year, ...row.map((cell) => onTheYear(cell, year))]);
      await office.bring(ledger, aWorkbook([{ rows: [['年度', ...header!], ...dated] }]), `${ledger}${year}.xlsx`); // prettier-ignore
    }
    if (photos.length === 0) return;
    const files = photos.map(async ({ path, on }) => ({ name: `${year}/${path}`, content: await aPhoto({ takenAt: `${year}:${on} 10:00:00` }) })); // prettier-ignore
    await office.bring('photos', aZip(await Promise.all(files)), '照片.zip');
  };
  const broken = async (year: number): Promise<Record<string, string[]>> => {
    const { body } = await test.as('supervisor').post('/api/v1/audits', { sources: 'found', yearFrom: year, yearUntil: year }).expect(201); // prettier-ignore
    const { id } = body as { id: string };
    await test.get(RunAudit).execute({ runId: id });
    const { items } = (await test.as('supervisor').get(`/api/v1/audits/${id}/findings?limit=200`).expect(200)).body as { items: { rule: string; recordId: string }[] }; // prettier-ignore
    const names = new Map((await people(year)).map((one) => [one.id, one.name]));
    const found: Record<string, string[]> = {};
    for (const { rule, recordId } of items) {
      const rules = (found[names.get(recordId) ?? 'year'] ??= []);
      if (!rules.includes(rule)) rules.push(rule);
      rules.sort();
    }
    return found;
  };
  const people = (year: number): Promise<{ id: string; name: string }[]> =>
    test.database.as(systemActor('demo')).read((tx) => tx.sql(`SELECT id, person_name AS name FROM found_records WHERE year = $1`, [year])); // prettier-ignore

  it.each(CASES.map((one, at) => ({ ...one, year: 2001 + at })))('$name', async ({ year, ...one }) => {
    await bring(one, year);
    expect(await broken(year)).toEqual(one.broken);
  });
});

/** A validity of the table's own first year stands for the year at hand. */
function onTheYear(cell: Cell, year: number): Cell {
  return typeof cell === 'string' ? cell.replace(/^2000\./, `${year}.`) : cell;
}
