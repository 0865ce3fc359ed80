import { ORDER_CURE, ORDER_CURE_WAIVABLE, ORDER_MESSAGE, pair, RuleText } from './rule-text';

const order = (title: RuleText['title'], holds: RuleText['holds'], waivable = false): RuleText => ({
  title,
  holds,
  message: ORDER_MESSAGE,
  cure: waivable ? ORDER_CURE_WAIVABLE : ORDER_CURE,
});

/** The rules of one date after another. */
export const ORDER_TEXTS = {
  C01: order(
    pair('三级意见依次', 'Reviews in order'),
    pair(
      '申请、社区意见、街道意见、区级意见依次在后。',
      'Application, community opinion, street opinion and district opinion follow one another.',
    ),
  ),
  C02: order(
    pair('先审批后开工', 'Approval before works'),
    pair('区级审批不晚于开工。', 'The district approves before the works start.'),
    true,
  ),
  C04: order(
    pair('步骤依次', 'Steps in order'),
    pair(
      '实地察看、现场测量、征求意见、方案同意依次进行，可在同一天。',
      'Site survey, measurement, consultation and agreement to the plan follow one another; the same day is allowed.',
    ),
  ),
  C05: order(
    pair('先同意方案后开工', 'Plan before works'),
    pair('残疾人家庭同意方案不晚于开工。', 'The household agrees to the plan before the works start.'),
  ),
  C06: order(
    pair('先集体研究后签合同', 'Decision before contract'),
    pair('集体研究决定不晚于合同签订。', 'The collective decision is made before the contract is signed.'),
    true,
  ),
  C07: order(
    pair('先签合同后开工', 'Contract before works'),
    pair('合同签订不晚于开工。', 'The contract is signed before the works start.'),
    true,
  ),
  C09: order(
    pair('先开工后完工', 'Start before completion'),
    pair('开工不晚于完工。', 'The works start before they are completed.'),
  ),
  C10: order(
    pair('先完工后验收', 'Completion before acceptance'),
    pair(
      '完工不晚于验收；没有施工就没有验收。',
      'The works are completed before they are accepted; no acceptance without works.',
    ),
  ),
  C11: order(
    pair('先验收后签字', 'Acceptance before signature'),
    pair('验收不晚于满意签字。', 'The works are accepted before the household signs.'),
  ),
  C12: order(
    pair('在项目期内', 'Within the programme'),
    pair(
      '开工和验收在项目起止日期之内，或有批准的提前、结转。',
      'Start and acceptance fall within the programme’s period, or an advance or carry-over is authorised.',
    ),
    true,
  ),
} as const satisfies Record<string, RuleText>;

/** The other rules of time. */
export const TIME_TEXTS = {
  C03: {
    title: pair('先公示后开工', 'Notice before works'),
    holds: pair(
      '公示满规定天数，且在开工前结束。',
      'The public notice hangs out for its days and ends before the works start.',
    ),
    message: pair(
      '{problem, select, missing {没有公示记录，须公示 {required} 天。} tooShort {公示 {from} 至 {until} 只有 {days} 天，须 {required} 天。} other {{startedOn, select, none {公示到 {until} 才结束，之后才能开工。} other {公示到 {until} 才结束，不早于开工 {startedOn}。}}}}',
      '{problem, select, missing {No public notice is recorded; it takes {required} days.} tooShort {The notice of {from} to {until} lasted {days, plural, one {# day} other {# days}}; it takes {required}.} other {{startedOn, select, none {The notice ends on {until}; works can start after that.} other {The notice ends on {until}, not before the start on {startedOn}.}}}}',
    ),
    cure: pair(
      '录入公示起止日期；未满天数的，延长公示后再开工。',
      'Record the notice’s first and last day; where it was too short, let it run on before starting.',
    ),
  },
  C08: {
    title: pair('成交后限期签合同', 'Contract after award'),
    holds: pair(
      '合同在成交（中标）之后、规定天数之内签订。',
      'The contract is signed after the award, within the set number of days.',
    ),
    message: pair(
      '{problem, select, beforeAward {合同签订（{contractOn}）早于成交（{awardedOn}）{days} 天。} other {合同签订（{contractOn}）在成交（{awardedOn}）后 {days} 天，限 {limitDays} 天。}}',
      '{problem, select, beforeAward {The contract ({contractOn}) was signed {days, plural, one {# day} other {# days}} before the award ({awardedOn}).} other {The contract ({contractOn}) was signed {days, plural, one {# day} other {# days}} after the award ({awardedOn}); the limit is {limitDays}.}}',
    ),
    cure: pair(
      '核对两个日期；事实如此的，说明原因，由主管决定。',
      'Check both dates; where it did happen so, say why and have a supervisor decide.',
    ),
  },
  C13: {
    title: pair('不在将来', 'Not in the future'),
    holds: pair('任何日期不晚于录入当天。', 'No date lies after the day on which it is recorded.'),
    message: pair(
      '{date}（{on}）晚于录入当天（{recordedOn}）。',
      'The date of {date} ({on}) lies after the day of recording ({recordedOn}).',
    ),
    cure: pair(
      '填写实际发生的日期；还没发生的事，等发生后再录。',
      'Enter the day on which it happened; what has not happened yet is recorded when it has.',
    ),
  },
  C14: {
    title: pair('迟录', 'Late entry'),
    holds: pair(
      '发生后在规定天数内录入；迟录永久标明。',
      'Recorded within the set days after it happened; a late entry is marked for ever.',
    ),
    message: pair(
      '{date}（{on}）于 {recordedOn} 才录入，迟了 {lagDays} 天（限 {limitDays} 天）。',
      'The date of {date} ({on}) was recorded on {recordedOn}, {lagDays} days later (limit {limitDays}).',
    ),
    cure: pair(
      '说明迟录原因，由主管确认；标记不会消除。',
      'Say why it is late and have a supervisor decide; the mark stays.',
    ),
  },
  C15: {
    title: pair('残疾人证有效', 'Certificate valid'),
    holds: pair(
      '申请日和验收日残疾人证有效。',
      'The disability certificate is valid on the days of application and acceptance.',
    ),
    message: pair(
      '{problem, select, noCertificate {{date}（{on}）时没有残疾人证。} notYetValid {残疾人证 {validFrom} 才生效，晚于{date}（{on}）。} other {残疾人证已于 {validUntil} 到期，早于{date}（{on}）。}}',
      '{problem, select, noCertificate {No disability certificate for {date} ({on}).} notYetValid {The certificate is valid from {validFrom} only, after {date} ({on}).} other {The certificate ended on {validUntil}, before {date} ({on}).}}',
    ),
    cure: pair(
      '核对证件有效期；换证后更新，或申请豁免。',
      'Check the certificate’s dates; enter the renewed one, or ask for a waiver.',
    ),
  },
  C16: {
    title: pair('本人健在', 'Alive'),
    holds: pair('察看日和验收日残疾人健在。', 'The person is alive on the days of survey and acceptance.'),
    message: pair(
      '{date}（{on}）晚于本人去世日期（{diedOn}）。',
      'The date of {date} ({on}) lies after the person’s death ({diedOn}).',
    ),
    cure: pair(
      '核对去世日期和该日期；不得继续按本户办理。',
      'Check both dates; the retrofit cannot go on for this person.',
    ),
  },
  C17: {
    title: pair('施工资质有效', 'Licence valid'),
    holds: pair(
      '从开工到完工，施工单位资质有效。',
      'The contractor’s licence is valid from start to completion.',
    ),
    message: pair(
      '{problem, select, noLicence {{contractor}没有资质记录。} notYetValid {{contractor}的资质 {validFrom} 才生效，晚于{date}（{on}）。} other {{contractor}的资质已于 {validUntil} 到期，早于{date}（{on}）。}}',
      '{problem, select, noLicence {No licence is recorded for {contractor}.} notYetValid {The licence of {contractor} is valid from {validFrom} only, after {date} ({on}).} other {The licence of {contractor} ended on {validUntil}, before {date} ({on}).}}',
    ),
    cure: pair(
      '更新资质证件；确已过期的，停工或申请豁免。',
      'Enter the renewed licence; where it did end, stop the works or ask for a waiver.',
    ),
  },
  C18: {
    title: pair('照片与阶段相符', 'Photos in their stage'),
    holds: pair(
      '施工前照片不晚于开工，施工中照片在施工期内，施工后照片在开工后、验收前。',
      'Photos from before the works are taken before the start, those during the works in between, those after it before acceptance.',
    ),
    message: pair(
      '{problem, select, tooEarly {{stage}照片拍于 {on}，早于{limit}（{limitOn}）。} other {{stage}照片拍于 {on}，晚于{limit}（{limitOn}）。}}',
      '{problem, select, tooEarly {The photo “{stage}” is of {on}, before {limit} ({limitOn}).} other {The photo “{stage}” is of {on}, after {limit} ({limitOn}).}}',
    ),
    cure: pair(
      '换用该阶段的照片；相机时钟有误的，写明原因申请豁免。',
      'Use a photo of that stage; where the camera’s clock was wrong, say so and ask for a waiver.',
    ),
  },
  C19: {
    title: pair('回头看依次', 'Look-back in order'),
    holds: pair(
      '回头看晚于验收；整改不早于发现，复验不早于整改。',
      'A look-back comes after acceptance; a defect is cured after it was found, and inspected again after it was cured.',
    ),
    message: pair(
      '{problem, select, lookBack {{earlierOn, select, none {没有验收，却在 {laterOn} 回头看。} other {回头看（{laterOn}）不晚于验收（{earlierOn}）。}}} cured {整改（{laterOn}）早于发现（{earlierOn}）。} other {{earlierOn, select, none {没有整改，却在 {laterOn} 复验。} other {复验（{laterOn}）早于整改（{earlierOn}）。}}}}',
      '{problem, select, lookBack {{earlierOn, select, none {A look-back on {laterOn}, yet no acceptance.} other {The look-back ({laterOn}) is not after the acceptance ({earlierOn}).}}} cured {The cure ({laterOn}) is dated before the defect was found ({earlierOn}).} other {{earlierOn, select, none {Inspected again on {laterOn}, yet not cured.} other {Inspected again ({laterOn}) before it was cured ({earlierOn}).}}}}',
    ),
    cure: pair(
      '核对这些日期：录错的改正，漏录的补录。',
      'Check these dates: correct what was mistyped, and record what is missing.',
    ),
  },
  C20: {
    title: pair('工期合理', 'Plausible duration'),
    holds: pair(
      '工期不少于所做项目的最少天数。',
      'The works last at least as many days as their slowest item takes.',
    ),
    message: pair(
      '从开工到完工只有 {days} 天，“{item}”至少要 {minimumDays} 天。',
      'From start to completion it took {days, plural, one {# day} other {# days}}; “{item}” takes at least {minimumDays}.',
    ),
    cure: pair(
      '核对开工、完工日期；无误的，到现场查看质量后由主管决定。',
      'Check both dates; where they are right, look at the works on site, then a supervisor decides.',
    ),
  },
  C21: {
    title: pair('款项依次', 'Money in order'),
    holds: pair(
      '发票不早于合同，尾款不早于验收，质保金在质保期满后退还。',
      'Contract before invoice, acceptance before final payment; the retention is released after the warranty.',
    ),
    message: pair(
      '{problem, select, invoice {{earlierOn, select, none {没有签订合同，却在 {on} 开票。} other {发票（{on}）早于合同签订（{earlierOn}）。}}} final {{earlierOn, select, none {没有验收，却在 {on} 付尾款。} other {尾款（{on}）早于验收（{earlierOn}）。}}} other {{earlierOn, select, none {没有验收，却在 {on} 退还质保金。} other {质保金（{on}）早于质保期满（{dueOn}）退还。}}}}',
      '{problem, select, invoice {{earlierOn, select, none {Invoiced on {on}, yet no contract is signed.} other {The invoice ({on}) lies before the contract ({earlierOn}).}}} final {{earlierOn, select, none {Final payment on {on}, yet no acceptance.} other {The final payment ({on}) lies before the acceptance ({earlierOn}).}}} other {{earlierOn, select, none {Retention released on {on}, yet no acceptance.} other {The retention ({on}) was released before the warranty’s end ({dueOn}).}}}}',
    ),
    cure: pair(
      '核对日期；确需提前支付的，须有事前批准的豁免。',
      'Check the dates; paying earlier needs a waiver granted beforehand.',
    ),
  },
} as const satisfies Record<string, RuleText>;
