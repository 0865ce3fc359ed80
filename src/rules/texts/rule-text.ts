/** One text in both languages, in ICU MessageFormat over a finding's parameters. */
export interface RulePair {
  readonly zh: string;
  readonly en: string;
}

/** What there is to say of a rule: its name, what must hold, what is wrong here, and what to do about it. */
export interface RuleText {
  readonly title: RulePair;
  /** In general, without any facts: for the page of rules, and where only the database knows what went wrong. */
  readonly holds: RulePair;
  /** Of one finding, with its dates and names. */
  readonly message: RulePair;
  readonly cure: RulePair;
}

export const TEXT_PARTS = [
  'title',
  'holds',
  'message',
  'cure',
] as const satisfies readonly (keyof RuleText)[];

/** Chinese first, English second. */
export function pair(zh: string, en: string): RulePair {
  return { zh, en };
}

/** "The one date is missing" or "the one date lies after the other", as every order of dates is broken. */
export const ORDER_MESSAGE = pair(
  '{earlierOn, select, none {{laterOn, select, none {{later}之前须先有{earlier}的日期。} other {{later}（{laterOn}）之前没有{earlier}的日期。}}} other {{earlier}（{earlierOn}）晚于{later}（{laterOn}）{daysTooLate, select, none {} other {{daysTooLate} 天}}。}}',
  '{earlierOn, select, none {{laterOn, select, none {Before {later} can be recorded, there must be a date for {earlier}.} other {No date is recorded for {earlier}, yet {later} is dated {laterOn}.}}} other {Wrong order: {earlier} ({earlierOn}) lies {daysTooLate, select, none {} other {{daysTooLate, plural, one {# day} other {# days}} }}after {later} ({laterOn}).}}',
);

export const ORDER_CURE = pair(
  '{earlierOn, select, none {先录入{earlier}的日期。} other {核对原件：哪个日期录错了就改哪个；若事实如此，不能倒签，请报告上级。}}',
  '{earlierOn, select, none {Record the date of {earlier} first.} other {Check the papers and correct the date that was mistyped. If it did happen so, never back-date: tell your supervisor.}}',
);

/** As ORDER_CURE, for the rules that know an authorised exception. */
export const ORDER_CURE_WAIVABLE = pair(
  '{earlierOn, select, none {先录入{earlier}的日期，或申请豁免。} other {核对原件，改正录错的日期；若事实如此，须有事前批准的豁免。}}',
  '{earlierOn, select, none {Record the date of {earlier} first, or ask for a waiver.} other {Check the papers and correct the date that was mistyped. If it did happen so, it needs a waiver granted beforehand.}}',
);
