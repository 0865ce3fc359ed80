import { pair, RuleText } from './rule-text';

const LATE = '{daysLate, plural, one {# day} other {# days}}';

/** Quota, calendar and money. */
export const QUOTA_TEXTS = {
  Q01: {
    title: pair('指标不超用', 'Quota balanced'),
    holds: pair(
      '指标的下达、调剂、占用、使用相平，不超用。',
      'Grants, transfers, reservations and uses of the quota balance; it is never overdrawn.',
    ),
    message: pair(
      '{problem, select, overdrawn {项目指标 {granted} 户，已计入 {counted} 户，超用 {over} 户。} other {项目指标已用完，或没有为该户占用指标。}}',
      '{problem, select, overdrawn {The programme has {granted} places, and {counted} are counted: {over} too many.} other {The programme has no place left, or none was reserved for this household.}}',
    ),
    cure: pair(
      '{problem, select, overdrawn {核对多计入的户；确已批准的，补办追加或调剂。} other {等待指标释放，或先办理追加、调剂。}}',
      '{problem, select, overdrawn {See which are counted wrongly; for those that were approved, record the grant or transfer.} other {Wait for a place to be released, or record a grant or a transfer first.}}',
    ),
  },
  Q02: {
    title: pair('按期有方案', 'Plan by its date'),
    holds: pair(
      '在规定日期前有批准的年度实施方案。',
      'The programme has an approved plan of works by its date.',
    ),
    message: pair(
      '{by, select, none {{year} 年度已结束，没有批准的实施方案。} other {应在 {by} 前批准实施方案，已逾期 {daysLate} 天。}}',
      `{by, select, none {The year {year} has ended without an approved plan of works.} other {The plan of works was due on {by}, ${LATE} ago.}}`,
    ),
    cure: pair('制定并批准实施方案后录入日期。', 'Draw up the plan, have it approved and record its date.'),
  },
  Q03: {
    title: pair('按期开工完工', 'Start and finish in time'),
    holds: pair(
      '在项目规定的日期前开工、完工；延期须有原因。',
      'Retrofits start and finish by the programme’s dates; an extension has a reason.',
    ),
    message: pair(
      '{problem, select, start {应在 {by} 前开工，已逾期 {daysLate} 天。} other {应在 {by} 前完工，已逾期 {daysLate} 天。}}',
      `{problem, select, start {The works were to start by {by}, ${LATE} ago.} other {The works were to finish by {by}, ${LATE} ago.}}`,
    ),
    cure: pair(
      '督促施工并录入日期；确需延期的，由主管写明原因调整期限。',
      'Press on and record the date; where it must be later, a supervisor moves the date and says why.',
    ),
  },
  Q04: {
    title: pair('账实相符', 'Ledger equals evidence'),
    holds: pair('上报的完成数与证据相符。', 'Reported counts equal what the evidence supports.'),
    message: pair(
      '上报完成 {reported} 户，有证据的 {supported} 户。',
      '{reported} were reported as done; the evidence supports {supported}.',
    ),
    cure: pair(
      '{problem, select, tooMany {补齐证据，或更正上报数。} other {更正上报数。}}',
      '{problem, select, tooMany {Complete the evidence, or correct the report.} other {Correct the report.}}',
    ),
  },
  M03: {
    title: pair('价格合理', 'Price plausible'),
    holds: pair(
      '单价不超过目录限价；明显高于同类的须核实。',
      'The unit price stays within the catalogue’s limit; one far above its peers is looked into.',
    ),
    message: pair(
      '{limitFen, select, none {“{item}”单价 {priceFen} 元，同类 {count} 份的中位数是 {medianFen} 元。} other {“{item}”单价 {priceFen} 元，超过限价 {limitFen} 元。}}',
      '{limitFen, select, none {“{item}” costs {priceFen} yuan a unit; the median of {count} others is {medianFen}.} other {“{item}” costs {priceFen} yuan a unit; the limit is {limitFen}.}}',
    ),
    cure: pair(
      '{limitFen, select, none {核对单价；确有原因的，说明并由主管确认。} other {核对单价；限价由区级设定。}}',
      '{limitFen, select, none {Check the price; where there is a reason, say it and have a supervisor decide.} other {Check the price; the limit is set by the district.}}',
    ),
  },
  M04: {
    title: pair('三表一致', 'Three agree'),
    holds: pair(
      '预算、结算、验收数量逐项一致。',
      'Budget, settlement and accepted quantities agree item by item.',
    ),
    message: pair(
      '{problem, select, amount {“{item}”预算 {plannedFen} 元，结算 {settledFen} 元。} other {“{item}”预算 {planned}，{accepted, select, none {} other {验收 {accepted}，}}结算 {settled}。}}',
      '{problem, select, amount {“{item}”: {plannedFen} yuan in the budget, {settledFen} in the settlement.} other {“{item}”: {planned} in the budget, {accepted, select, none {} other {{accepted} accepted, }}{settled} in the settlement.}}',
    ),
    cure: pair(
      '按实际验收改正结算；方案变了的，先办变更。',
      'Settle what was accepted; where the plan changed, record the variation first.',
    ),
  },
  M05: {
    title: pair('不以辅具代改造', 'Works, not only devices'),
    holds: pair(
      '项目有此要求时，改造不能只配辅具。',
      'A retrofit is not devices alone, where the programme says so.',
    ),
    message: pair('只有辅具（{items}），没有施工项目。', 'There are only devices ({items}), and no works.'),
    cure: pair('在方案中加入施工项目。', 'Put works into the plan.'),
  },
} as const satisfies Record<string, RuleText>;
