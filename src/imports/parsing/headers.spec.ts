import { findHeader } from './headers';
import { fieldsOf, LEDGER_FIELDS, LEDGERS } from '../ledger-fields';

const fields = (rows: string[][], ledger: (typeof LEDGERS)[number] = 'applications') =>
  findHeader(rows, ledger)?.columns.map(({ field }) => field);

describe('The header of a ledger', () => {
  it('is recognised in both languages, whatever its brackets, spaces, case and width', () => {
    expect(fields([['姓 名', '身份证号码：', '*申请日期（年月日）', 'ＮＡＭＥ２']])).toEqual(['name', 'idNumber', 'appliedOn', null]); // prettier-ignore
    expect(fields([['NAME', 'Id Number', 'applied on', 'Street / Township']])).toEqual(['name', 'idNumber', 'appliedOn', null]); // prettier-ignore
    expect(fields([['1.姓名', '2、社区\n（村）', '村（社区）意见']])).toEqual(['name', 'community', 'communityOpinion']); // prettier-ignore
  });

  it('knows every field by each of its names, in its own ledgers', () => {
    for (const ledger of LEDGERS)
      for (const field of fieldsOf(ledger))
        for (const name of [...LEDGER_FIELDS[field].zh, ...LEDGER_FIELDS[field].en])
          expect({ ledger, name, field: findHeader([[name, name === '姓名' ? '社区' : '姓名', ledger === 'programmes' ? (field === 'granted' ? '年度' : '任务数') : '村']], ledger)?.columns[0]!.field }).toEqual({ ledger, name, field }); // prettier-ignore
  });

  it('is recognised by the words that offices write beside the usual ones', () => {
    expect(fields([['改造对象', '身份证', '所属街道', '详细住址', '残联批复', '批复日期', '公示起止']])).toEqual(['name', 'idNumber', 'street', 'address', 'districtOpinion', 'districtOpinionOn', 'noticeFrom']); // prettier-ignore
    expect(fields([['户主', '所属街道', '所在社区', '家庭地址', '区残联审批时间', '公示起', '公示止']], 'applications')).toEqual(['name', 'street', 'community', 'address', 'districtOpinionOn', 'noticeFrom', 'noticeUntil']); // prettier-ignore
    expect(fields([['姓名', '合同号', '签约日期', '进场日期', '产品序列号']], 'works')).toEqual(['name', 'contractNumber', 'contractSignedOn', 'startedOn', 'serialNumbers']); // prettier-ignore
    expect(fields([['姓名', '验收日期', '付款时间']], 'acceptance')).toEqual([
      'name',
      'acceptedOn',
      'paidOn',
    ]);
    expect(fields([['年度', '开始日期', '截止日期', '每户补助上限']], 'programmes')).toEqual(['year', 'periodFrom', 'periodUntil', 'cap']); // prettier-ignore
  });

  it('takes 开始日期 and 截止日期 for the period of a programme, and in no other ledger for anything', () => {
    for (const ledger of LEDGERS)
      if (ledger !== 'programmes')
        expect(fields([['姓名', '社区', '开始日期', '截止日期']], ledger)).toEqual(['name', 'community', null, null]); // prettier-ignore
  });

  it('is found in any of the first rows, below a title and notes', () => {
    const rows = [['2020年度台账', '2020年度台账'], [], ['单位：元'], [], [], [], ['序号', '姓名', '社区'], ['1', '王某', '石桥社区']]; // prettier-ignore
    expect(findHeader(rows, 'applications')).toMatchObject({ row: 7, rows: 1, recognised: 2 });
    expect(findHeader([['甲', '乙'], ['丙']], 'applications')).toBeNull();
  });

  it('of two rows is put together from both', () => {
    const rows = [
      ['姓名', '社区审核', '社区审核', '社区审核', '街道意见', '街道意见', '公示时间', '公示时间'],
      ['姓名', '意见', '审核人', '日期', '意见', '盖章', '开始', '结束'],
      ['王某', '同意', '李某', '2020.5.7', '同意', '√', '5.1', '5.8'],
    ];
    expect(findHeader(rows, 'applications')).toMatchObject({ row: 1, rows: 2 });
    expect(fields(rows)).toEqual(['name', 'communityOpinion', 'communityReviewer', 'communityOpinionOn', 'streetOpinion', 'streetSealed', 'noticeFrom', 'noticeUntil']); // prettier-ignore
  });

  it('takes a column for each signer as their list', () => {
    const rows = [
      ['姓名', '签字盖章', '签字盖章', '签字盖章', '签字盖章'],
      ['姓名', '户主', '施工方', '社区', '区残联'],
    ];
    const header = findHeader(rows, 'acceptance')!;
    expect(header.columns.map(({ role }) => role)).toEqual([null, 'household', 'contractor', 'community', 'district']); // prettier-ignore
    const single = findHeader([['姓名', '验收日期', '户主签字', '施工单位签章', '街道盖章']], 'acceptance')!;
    expect(single.columns.map(({ role }) => role)).toEqual([null, null, 'household', 'contractor', 'street']);
  });

  it('counts a field once: a second column of the name stays as found', () => {
    expect(fields([['姓名', '社区', '备注', '备注']])).toEqual(['name', 'community', 'note', null]);
  });

  it('says what its money counts in', () => {
    expect(findHeader([['姓名', '预算金额（万元）', '社区']], 'works')!.columns[1]).toMatchObject({ field: 'budget', unitYuan: 10_000 }); // prettier-ignore
  });
});
