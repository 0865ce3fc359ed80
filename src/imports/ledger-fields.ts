/** The ledgers that offices keep of old years, and what each is called. */
export const LEDGERS = ['programmes', 'applications', 'works', 'acceptance'] as const;

export type Ledger = (typeof LEDGERS)[number];

/**
 * What a cell of a column holds. `yesNo` also reads √, 有/无, 是/否; `items` reads 坡道1处、热水器1台; `signers` a list of
 * roles that signed and sealed; `money` is yuan in the cell and fen when parsed; a `month` without a day is a date
 * whose day is not known.
 */
export type LedgerType =
  | 'text'
  | 'name'
  | 'year'
  | 'integer'
  | 'money'
  | 'date'
  | 'yesNo'
  | 'idNumber'
  | 'certificateNumber'
  | 'phone'
  | 'category'
  | 'grade'
  | 'hardship'
  | 'tenure'
  | 'items'
  | 'serials'
  | 'signers'
  | 'satisfaction';

export interface LedgerFieldDeclaration {
  readonly ledgers: readonly Ledger[];
  readonly type: LedgerType;
  /** The header that offices write most, and others that mean the same; compared without spaces, brackets and case. */
  readonly zh: readonly [string, ...string[]];
  readonly en: readonly [string, ...string[]];
}

const HOUSEHOLDS: readonly Ledger[] = ['applications', 'works', 'acceptance'];

function field(
  ledgers: readonly Ledger[],
  type: LedgerType,
  zh: readonly [string, ...string[]],
  en: readonly [string, ...string[]],
): LedgerFieldDeclaration {
  return { ledgers, type, zh, en };
}

const A: readonly Ledger[] = ['applications'];
const W: readonly Ledger[] = ['works'];
const C: readonly Ledger[] = ['acceptance'];
const P: readonly Ledger[] = ['programmes'];

/** Every column that Tantu understands. What no field fits stays as found, beside the rest, and is not judged. */
export const LEDGER_FIELDS = {
  year: field([...HOUSEHOLDS, 'programmes'], 'year', ['年度', '年份', '项目年度', '改造年度'], ['Year', 'Programme year']),
  name: field(HOUSEHOLDS, 'name', ['姓名', '残疾人姓名', '户主姓名', '申请人', '受益人', '改造对象', '户主', '残疾人', '服务对象'], ['Name', 'Person']),
  idNumber: field(HOUSEHOLDS, 'idNumber', ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证'], ['ID number', 'Identity number']),
  street: field(HOUSEHOLDS, 'text', ['街道', '乡镇', '街道乡镇', '镇街', '所属街道', '所在街道', '所在乡镇', '所属乡镇', '街道名称'], ['Street', 'Township']),
  community: field(HOUSEHOLDS, 'text', ['社区', '村', '村居', '社区村', '村社区', '所在社区', '所属社区', '所在村', '所在村居', '社区名称'], ['Community', 'Village']),
  address: field(HOUSEHOLDS, 'text', ['家庭住址', '住址', '地址', '详细地址', '详细住址', '家庭地址', '居住地址', '现住址', '家庭详细住址', '改造地址'], ['Address']),

  certificateNumber: field(A, 'certificateNumber', ['残疾证号', '残疾人证号', '残疾证号码'], ['Certificate number', 'Disability certificate']),
  category: field(A, 'category', ['残疾类别', '类别'], ['Category']),
  grade: field(A, 'grade', ['残疾等级', '等级', '级别'], ['Grade']),
  certificateValidFrom: field(A, 'date', ['发证日期', '证件发证日期'], ['Certificate issued on']),
  certificateValidUntil: field(A, 'date', ['有效期至', '证件有效期至', '残疾证有效期'], ['Certificate valid until']),
  diedOn: field(A, 'date', ['死亡日期', '去世日期'], ['Date of death']),
  phone: field(A, 'phone', ['联系电话', '电话', '手机'], ['Phone']),
  hardship: field(A, 'hardship', ['困难类型', '困难类别', '家庭经济状况', '低保情况'], ['Hardship']),
  tenure: field(A, 'tenure', ['住房性质', '房屋性质', '房屋产权'], ['Tenure']),
  elderlyScheme: field(A, 'yesNo', ['是否享受适老化改造', '适老化改造'], ['Elderly scheme']),
  otherDistrict: field(A, 'text', ['户籍所在区县', '户籍区县'], ['Registered district']),
  quotaTransfer: field(A, 'text', ['指标调剂文号', '调剂文号'], ['Quota transfer document']),
  needs: field(A, 'text', ['申请理由', '改造需求', '申请原因', '需求'], ['Needs', 'Reason']),
  appliedOn: field(A, 'date', ['申请日期', '申请时间'], ['Applied on']),
  proxyName: field(A, 'name', ['代办人', '代理人', '代申请人'], ['Applied by proxy']),
  communityOpinion: field(A, 'text', ['社区意见', '村居意见', '社区审核意见', '村（社区）意见'], ['Community opinion']),
  communityReviewer: field(A, 'name', ['社区审核人', '社区经办人'], ['Community reviewer']),
  communitySealed: field(A, 'yesNo', ['社区盖章', '社区公章'], ['Community sealed']),
  communityOpinionOn: field(A, 'date', ['社区审核日期', '社区意见日期', '社区审核时间'], ['Community opinion on']),
  streetOpinion: field(A, 'text', ['街道意见', '乡镇意见', '街道审核意见'], ['Street opinion']),
  streetReviewer: field(A, 'name', ['街道审核人', '街道经办人'], ['Street reviewer']),
  streetSealed: field(A, 'yesNo', ['街道盖章', '街道公章'], ['Street sealed']),
  streetOpinionOn: field(A, 'date', ['街道审核日期', '街道意见日期', '街道审核时间'], ['Street opinion on']),
  districtOpinion: field(A, 'text', ['区残联意见', '区县意见', '区残联审批意见', '县残联意见', '残联批复', '残联意见', '区残联审核意见'], ['District opinion']),
  districtReviewer: field(A, 'name', ['区残联审批人', '区残联审核人', '残联审核人', '残联审批人'], ['District reviewer']),
  districtSealed: field(A, 'yesNo', ['区残联盖章', '区残联公章'], ['District sealed']),
  districtOpinionOn: field(A, 'date', ['区残联审批日期', '区残联意见日期', '审批日期', '批复日期'], ['District opinion on']),
  selectionMethod: field(A, 'text', ['遴选方式', '人员选定方式'], ['Selection method']),
  selectedOn: field(A, 'date', ['评议日期', '遴选日期', '选定日期'], ['Selected on']),
  selectionRecord: field(A, 'text', ['评议记录', '遴选记录', '人员选定资料'], ['Selection record']),
  noticeFrom: field(A, 'date', ['公示开始', '公示起始日期', '公示开始日期', '公示起止', '公示起止日期', '公示起止时间', '公示时间', '公示期', '公示起'], ['Notice from']),
  noticeUntil: field(A, 'date', ['公示结束', '公示截止日期', '公示结束日期', '公示止'], ['Notice until']),
  noticeText: field(A, 'text', ['公示内容', '公示文本'], ['Notice text']),

  surveyedOn: field(W, 'date', ['勘察日期', '实地察看日期', '入户日期', '入户勘察日期', '入户勘查日期', '勘查日期', '入户评估日期'], ['Surveyed on']),
  surveyor: field(W, 'name', ['勘察人', '入户人员'], ['Surveyor']),
  measuredOn: field(W, 'date', ['测量日期', '现场测量日期'], ['Measured on']),
  consultedOn: field(W, 'date', ['征求意见日期'], ['Consulted on']),
  planAgreedOn: field(W, 'date', ['方案确认日期', '方案日期', '定制方案日期', '方案同意日期', '方案签字日期'], ['Plan agreed on']),
  plannedItems: field(W, 'items', ['改造项目', '改造内容', '计划改造内容', '方案内容'], ['Planned items', 'Items']),
  budget: field(W, 'money', ['预算金额', '预算', '预算（元）'], ['Budget']),
  decidedOn: field(W, 'date', ['集体决策日期', '会议研究日期', '党组会日期', '班子会研究日期', '会议日期', '集体研究日期'], ['Decided on']),
  awardedOn: field(W, 'date', ['中标日期', '成交日期', '中标通知日期'], ['Awarded on']),
  contractNumber: field(W, 'text', ['合同编号', '协议编号', '合同号'], ['Contract number']),
  contractSignedOn: field(W, 'date', ['合同签订日期', '签订日期', '协议签订日期', '签订协议时间', '签约日期'], ['Contract signed on']),
  contractor: field(W, 'text', ['施工单位', '承建单位', '施工方', '中标单位', '施工企业', '承建方'], ['Contractor']),
  licenceValidFrom: field(W, 'date', ['资质有效期起'], ['Licence valid from']),
  licenceValidUntil: field(W, 'date', ['资质有效期至', '资质有效期'], ['Licence valid until']),
  startedOn: field(W, 'date', ['开工日期', '开工时间', '施工开始', '进场日期'], ['Started on']),
  completedOn: field(W, 'date', ['完工日期', '完工时间', '竣工日期', '施工完成时间'], ['Completed on']),
  serialNumbers: field(W, 'serials', ['设备编号', '设备序列号', '机身编号', '出厂编号', '产品序列号', '产品编号', '序列号'], ['Serial numbers', 'Serial number']),

  acceptedOn: field(C, 'date', ['验收日期', '验收时间'], ['Accepted on']),
  acceptors: field(C, 'text', ['验收人', '验收人员'], ['Acceptors']),
  acceptedItems: field(C, 'items', ['验收项目', '验收内容', '实际改造内容'], ['Accepted items']),
  unboxed: field(C, 'yesNo', ['设备是否拆箱', '是否拆箱'], ['Unboxed']),
  connected: field(C, 'yesNo', ['设备是否安装', '是否安装', '是否接通'], ['Connected']),
  functionTest: field(C, 'yesNo', ['功能测试', '是否能正常使用', '通电试用'], ['Function test']),
  signers: field(C, 'signers', ['签字盖章', '签章情况', '签字情况'], ['Signed and sealed by', 'Signers']),
  askedSigners: field(C, 'signers', ['设有签字栏的各方'], ['Signers with a column']),
  lookBackOn: field(C, 'date', ['回头看日期', '回访日期'], ['Look-back on']),
  defectFoundOn: field(C, 'date', ['发现问题日期'], ['Defect found on']),
  defectCuredOn: field(C, 'date', ['整改日期', '整改完成日期'], ['Defect cured on']),
  reinspectedOn: field(C, 'date', ['重新验收日期', '复验日期'], ['Reinspected on']),
  signedOn: field(C, 'date', ['满意签字日期', '户主签字日期', '签字日期', '本人签字日期', '住户签字日期'], ['Signed on', 'Satisfaction signed on']),
  satisfaction: field(C, 'satisfaction', ['满意度', '是否满意', '满意情况'], ['Satisfaction']),
  signedBy: field(C, 'text', ['签字人', '签字人关系'], ['Signed by']),
  proxyReason: field(C, 'text', ['代签原因'], ['Reason of proxy']),
  witness: field(C, 'name', ['见证人'], ['Witness']),
  settlement: field(C, 'money', ['结算金额', '决算金额', '拨付金额', '付款金额', '支付金额'], ['Settlement']),
  settledItems: field(C, 'items', ['结算内容', '结算项目'], ['Settled items']),
  invoicedOn: field(C, 'date', ['发票日期', '开票日期'], ['Invoiced on']),
  paidOn: field(C, 'date', ['付款日期', '支付日期', '拨付日期', '付款时间', '拨款日期'], ['Paid on']),
  retentionReleasedOn: field(C, 'date', ['质保金退还日期'], ['Retention released on']),
  note: field(HOUSEHOLDS, 'text', ['备注', '说明'], ['Note', 'Remarks']),

  granted: field(P, 'integer', ['指标数', '任务数', '分配任务（户）', '任务户数'], ['Granted', 'Households granted']),
  periodFrom: field(P, 'date', ['项目开始日期', '开始日期'], ['Period from']),
  periodUntil: field(P, 'date', ['项目结束日期', '截止日期'], ['Period until']),
  planBy: field(P, 'date', ['方案制定期限'], ['Plan due by']),
  planApprovedOn: field(P, 'date', ['实施方案日期', '方案印发日期', '改造方案日期'], ['Plan approved on']),
  startBy: field(P, 'date', ['开工期限'], ['Start by']),
  finishBy: field(P, 'date', ['完工期限', '完成时限'], ['Finish by']),
  cap: field(P, 'money', ['每户限额', '户均标准', '每户标准', '每户补助上限'], ['Cap per household']),
  noticeDays: field(P, 'integer', ['公示天数'], ['Notice days']),
  requiredSigners: field(P, 'signers', ['应签字盖章方', '验收签字方'], ['Required signers']),
  grades: field(P, 'text', ['改造对象等级', '适用等级'], ['Grades']),
  reportedAccepted: field(P, 'integer', ['上报完成数', '上报完成户数'], ['Reported as accepted']),
} as const satisfies Record<string, LedgerFieldDeclaration>; // prettier-ignore

export type LedgerField = keyof typeof LEDGER_FIELDS;

export function fieldsOf(ledger: Ledger): LedgerField[] {
  return (Object.keys(LEDGER_FIELDS) as LedgerField[]).filter((key) =>
    LEDGER_FIELDS[key].ledgers.includes(ledger),
  );
}
