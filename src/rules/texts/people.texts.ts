import { pair, RuleText } from './rule-text';

/** Whose names a text bears, who is helped and where, and what is shown of them. */
export const PEOPLE_TEXTS = {
  F03: {
    title: pair('只写本单位', 'Own names only'),
    holds: pair(
      '文字材料不以别的区县或单位自称，不照搬别处文稿。',
      'A text names no other county or organisation as its own.',
    ),
    message: pair(
      '{text}中出现不属于本单位的名称：{names}。',
      'The {text} names what is not of this office: {names}.',
    ),
    cure: pair(
      '核对是否照搬别处文稿；写的是本户情况的，说明原因并由主管确认。',
      'See whether it was copied from elsewhere. If it does belong here, say why and have a supervisor decide.',
    ),
  },
  P01: {
    title: pair('身份证号正确', 'Identity number'),
    holds: pair(
      '身份证号 18 位，校验码和出生日期正确。',
      'The identity number has 18 signs, a right check sign and a possible birth date.',
    ),
    message: pair('身份证号不正确：{fault}。', 'The identity number cannot be right: {fault}.'),
    cure: pair('对照证件重新输入。', 'Enter it again from the card.'),
  },
  P02: {
    title: pair('残疾人证号正确', 'Certificate number'),
    holds: pair(
      '残疾人证号 20 位：身份证号、类别、等级，与所填一致。',
      'The certificate number has 20 signs: identity number, category, grade, agreeing with the fields.',
    ),
    message: pair('残疾人证号不正确：{fault}。', 'The certificate number cannot be right: {fault}.'),
    cure: pair(
      '对照残疾人证核对证号、类别、等级。',
      'Check number, category and grade against the certificate.',
    ),
  },
  P04: {
    title: pair('属于本区', 'Of this district'),
    holds: pair(
      '家庭在项目区域内，或有指标调剂记录。',
      'The household lies in the programme’s area, or a quota transfer is recorded.',
    ),
    message: pair(
      '该户（区划代码 {areaCode}）不在项目区域内，也没有指标调剂记录。',
      'The household (area code {areaCode}) lies outside the programme’s area, and no transfer is recorded.',
    ),
    cure: pair(
      '选择本区的项目，或先办理指标调剂。',
      'Choose a programme of its own district, or record a transfer first.',
    ),
  },
  P05: {
    title: pair('一户一次', 'Once'),
    holds: pair(
      '每户每个项目只改造一次；间隔期内的、享受过居家适老化改造的，不重复安排。',
      'One retrofit per household and programme; none within the bar period of another, or after the scheme for the elderly.',
    ),
    message: pair(
      '{problem, select, barred {该户上一次改造于 {acceptedOn} 验收，{barredUntil} 前不再安排改造。} within {该户 {on} 已有改造（{other}），间隔期到 {barredUntil}。} elderlyScheme {该户 {on} 已享受居家适老化改造（{other}）。} other {该户在本项目中已有改造。}}',
      '{problem, select, barred {The household’s last retrofit was accepted on {acceptedOn}; it gets no other before {barredUntil}.} within {The household had a retrofit on {on} ({other}); the bar period ends on {barredUntil}.} elderlyScheme {The household was helped by the scheme for the elderly on {on} ({other}).} other {The household has a retrofit in this programme already.}}',
    ),
    cure: pair(
      '{problem, select, within {核实是否重复改造，由主管决定。} elderlyScheme {核实改造内容是否重复，由主管决定。} other {打开已有的改造记录继续办理。}}',
      '{problem, select, within {See whether it is help twice; a supervisor decides.} elderlyScheme {See whether the same is built twice; a supervisor decides.} other {Go on with the retrofit that exists.}}',
    ),
  },
  P06: {
    title: pair('一人一户', 'No double'),
    holds: pair(
      '一个人只登记在一户；同一地址登记两户的须核实。',
      'One person is in one household; two households at one address are looked into.',
    ),
    message: pair(
      '{problem, select, address {同一地址还登记了另一户（{other}）。} other {这个人还登记在另一户（{other}）。}}',
      '{problem, select, address {Another household is registered at the same address ({other}).} other {The person is registered in another household as well ({other}).}}',
    ),
    cure: pair(
      '{problem, select, address {核实是否一户拆成两户；确为两户的，由主管确认。} other {查找已有登记；迁户的，请区级处理。}}',
      '{problem, select, address {See whether one household was made into two; if they are two, a supervisor decides.} other {Look for the registration; a move is handled by the district.}}',
    ),
  },
  G01: {
    title: pair('走访可信', 'Possible visits'),
    holds: pair(
      '一个人一天走访的户数、两户之间的速度在可能范围内。',
      'Nobody records more visits in a day, or faster between places, than is possible.',
    ),
    message: pair(
      '{problem, select, tooMany {{person} {on} 记录了 {thatDay} 户走访（{visit}），一天至多 {allowedVisits} 户。} other {{person} {on} 的走访（{visit}）须以每小时 {kmh} 公里赶路，至多 {allowedKmh} 公里。}}',
      '{problem, select, tooMany {On {on} {person} recorded visits to {thatDay} homes ({visit}); {allowedVisits} are possible.} other {For the {visit} of {on} {person} must have travelled at {kmh} km/h; {allowedKmh} is possible.}}',
    ),
    cure: pair(
      '请本人说明；没有到户的，重新到户办理。',
      'Ask the person; where nobody came, the visit is made again.',
    ),
  },
  X01: {
    title: pair('信息打码', 'Masked'),
    holds: pair(
      '公示、名单、导出中的姓名、证号、电话和残疾信息须打码。',
      'Names, ID numbers, phones and disability data are masked in notices, lists and exports.',
    ),
    message: pair('{publication}中有未打码的{shown}。', 'The {publication} shows {shown} in full.'),
    cure: pair(
      '撤下并用系统生成的打码名单代替。',
      'Take it down and put up the masked list that the system makes.',
    ),
  },
} as const satisfies Record<string, RuleText>;
