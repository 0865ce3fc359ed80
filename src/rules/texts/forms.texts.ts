import { pair, RuleText } from './rule-text';

const MEASURED = {
  zh: '{unit, select, ratio {1:{value}} other {{value}}}',
  en: '{unit, select, ratio {1:{value}} other {{value}}}',
};
const limit = (name: string): string => `{unit, select, ratio {1:{${name}}} other {{${name}}}}`;
/** A ratio is the n of 1:n, so its least value is its steepest slope. */
const bound = (words: {
  steepest: string;
  gentlest: string;
  least: string;
  most: string;
  to: string;
}): string =>
  `{min, select, none {{unit, select, ratio {${words.gentlest} 1:{max}} other {${words.most} {max}}}} ` +
  `other {{max, select, none {{unit, select, ratio {${words.steepest} 1:{min}} other {${words.least} {min}}}} ` +
  `other {${limit('min')} ${words.to} ${limit('max')}}}}}`;
const BOUND_ZH = bound({ steepest: '不陡于', gentlest: '不缓于', least: '至少', most: '至多', to: '至' });
const BOUND_EN = bound({
  steepest: 'not steeper than',
  gentlest: 'not gentler than',
  least: 'at least',
  most: 'at most',
  to: 'to',
});

/** Forms, terms, money and measurements. */
export const FORM_TEXTS = {
  F01: {
    title: pair('意见齐全', 'Opinions complete'),
    holds: pair(
      '审批前三级意见齐全，各有内容、签名、盖章、日期。',
      'Before approval there are three opinions, each with text, person, seal and date.',
    ),
    message: pair('{level}意见缺少：{missing}。', 'The opinion of the {level} lacks: {missing}.'),
    cure: pair('请该级补全意见。', 'Have that level complete it.'),
  },
  F02: {
    title: pair('遴选有记录', 'Selection recorded'),
    holds: pair(
      '怎样选定该户有评议记录、名单和公示。',
      'How the household was chosen is recorded: appraisal, list, notice.',
    ),
    message: pair('遴选记录缺少：{missing}。', 'The record of the selection lacks: {missing}.'),
    cure: pair(
      '补录评议方式、日期、记录和公示。',
      'Record how, when and by what record the household was chosen, and the notice.',
    ),
  },
  F04: {
    title: pair('变更经同意', 'Variation agreed'),
    holds: pair(
      '验收数量等于方案数量，或变更在验收前经家庭再次同意。',
      'What is accepted equals the plan, or a variation was agreed by the household before acceptance.',
    ),
    message: pair(
      '{problem, select, notInspected {“{item}”没有验收数量（方案 {planned}）。} notPlanned {“{item}”不在方案中，却验收了 {accepted}。} variationNotAgreed {第 {revision} 版方案家庭还没有同意。} other {“{item}”验收 {accepted}，方案 {planned}，没有同意的变更。}}',
      '{problem, select, notInspected {“{item}” has no accepted quantity (planned {planned}).} notPlanned {“{item}” is not in the plan, yet {accepted} was accepted.} variationNotAgreed {The household has not agreed to revision {revision} of the plan.} other {“{item}”: {accepted} accepted, {planned} planned, and no variation agreed.}}',
    ),
    cure: pair(
      '{problem, select, notInspected {逐项验收并填写数量。} variationNotAgreed {请家庭同意变更，或撤回变更。} other {按实际改正验收数量，或先做方案变更并请家庭同意。}}',
      '{problem, select, notInspected {Inspect the item and enter its quantity.} variationNotAgreed {Have the household agree to the variation, or withdraw it.} other {Correct the accepted quantity, or record a variation and have the household agree.}}',
    ),
  },
  P03: {
    title: pair('符合条件', 'Eligible'),
    holds: pair(
      '残疾等级、困难情形、住房性质符合项目条件。',
      'Grade, hardship and tenure meet the programme’s terms.',
    ),
    message: pair(
      '{problem, select, noCertificate {没有残疾人证，项目要求 {allowed} 级。} grade {残疾等级 {value} 级，项目要求 {allowed} 级。} hardship {困难情形“{value}”，项目要求：{allowed}。} other {住房性质“{value}”，项目要求：{allowed}。}}',
      '{problem, select, noCertificate {No certificate; the programme asks for grade {allowed}.} grade {Grade {value}; the programme asks for {allowed}.} hardship {Hardship “{value}”; the programme asks for {allowed}.} other {Tenure “{value}”; the programme asks for {allowed}.}}',
    ),
    cure: pair(
      '核对登记信息；不符合条件的不予批准。',
      'Check what is registered; who does not meet the terms is not approved.',
    ),
  },
  M01: {
    title: pair('不超限额', 'Within the cap'),
    holds: pair('每户总额不超过项目限额。', 'The household’s total stays within the programme’s cap.'),
    message: pair(
      '方案合计 {totalFen} 元，超过每户限额 {capFen} 元 {overFen} 元。',
      'The plan adds up to {totalFen} yuan, {overFen} over the cap of {capFen}.',
    ),
    cure: pair('减少项目、数量或单价。', 'Take out items, or lower quantities or prices.'),
  },
  M02: {
    title: pair('在目录内', 'In the catalogue'),
    holds: pair('每个项目都在目录内。', 'Each item is in the catalogue.'),
    message: pair('“{item}”不在项目目录内。', '“{item}” is not in the programme’s catalogue.'),
    cure: pair('换成目录内的项目。', 'Take an item of the catalogue instead.'),
  },
  T01: {
    title: pair('尺寸达标', 'Within standard'),
    holds: pair(
      '实测值达到要求，或写明不能达到的原因并经家庭同意。',
      'Measured values meet the requirement, or a reason why they cannot is recorded and agreed.',
    ),
    message: pair(
      `“{item}”{requirement}：{problem, select, notMeasured {没有实测值} reasonNotAgreed {未达标，原因未经家庭同意} other {实测 ${MEASURED.zh}}}，要求${BOUND_ZH}{unit, select, mm { mm} celsius { °C} newton { N} other {}}。`,
      `“{item}”, {requirement}: {problem, select, notMeasured {not measured} reasonNotAgreed {not met, and the reason is not agreed} other {${MEASURED.en} measured}}; required ${BOUND_EN}{unit, select, mm { mm} celsius { °C} newton { N} other {}}.`,
    ),
    cure: pair(
      '实测并填写；达不到的，写明原因并请家庭同意。',
      'Measure and enter it; where it cannot be met, say why and have the household agree.',
    ),
  },
  T02: {
    title: pair('不低于方案', 'As planned'),
    holds: pair('实测值不低于方案。', 'Measured values are not below the plan.'),
    message: pair(
      `“{item}”{requirement}：实测 ${MEASURED.zh}，不及方案 ${limit('planned')}。`,
      `“{item}”, {requirement}: ${MEASURED.en} measured, ${limit('planned')} planned.`,
    ),
    cure: pair(
      '整改到方案尺寸，或先做方案变更并请家庭同意。',
      'Bring it to the planned size, or record a variation and have the household agree.',
    ),
  },
} as const satisfies Record<string, RuleText>;
