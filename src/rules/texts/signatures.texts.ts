import { pair, RuleText } from './rule-text';

/** Reviews and signatures. */
export const SIGNATURE_TEXTS = {
  S01: {
    title: pair('签字齐全', 'Signers complete'),
    holds: pair(
      '验收由项目要求的各方签字。',
      'Acceptance is signed by every party that the programme requires.',
    ),
    message: pair('验收缺少签字：{missing}。', 'Signatures missing from the acceptance: {missing}.'),
    cure: pair('请缺少的各方到场签字。', 'Have the missing parties sign.'),
  },
  S02: {
    title: pair('三人三级', 'Three people'),
    holds: pair(
      '三级意见由三个不同的人、各在本级本区域给出，且不是申请人的代办人。',
      'The three opinions are given by three people, each at that level and area, none the applicant’s proxy.',
    ),
    message: pair(
      '{problem, select, proxy {{name}是申请人的代办人，不能给出{level}的意见。} other {{other}和{level}的意见由同一个人（{name}）给出。}}',
      '{problem, select, proxy {{name} applied as the proxy and cannot give the opinion of the {level}.} other {The opinions of the {other} and the {level} are of the same person ({name}).}}',
    ),
    cure: pair(
      '请本级、本区域的另一位工作人员给出意见。',
      'Have another officer of that level and area give it.',
    ),
  },
  S03: {
    title: pair('所签即所见', 'Signed what they saw'),
    holds: pair(
      '签字和意见对应签署时的内容；内容后来改了，其后的签字作废并标明。',
      'A signature or opinion names the content that was signed; a later change voids it, visibly.',
    ),
    message: pair(
      '{name}（{role}）签署之后，{purpose}的内容已改动，该签字不再有效。',
      'After {name} ({role}) signed, the content of the {purpose} was changed; the signature no longer holds.',
    ),
    cure: pair('请其查看现在的内容并重新签署。', 'Show them what it says now and have it signed again.'),
  },
  S04: {
    title: pair('一人一签', 'One hand, one name'),
    holds: pair(
      '同一签名图像（或几乎一样的）不出现在两个姓名之下；同一人的签名也不会两次一笔不差。',
      'The same image of a signature, or nearly the same, does not stand under two names; nor are two signatures of one person alike to the point.',
    ),
    message: pair(
      '{others, select, none {{purpose}中{name}（{role}）的签名与另一处同名签名一笔不差，是复制的。} other {{purpose}中{name}（{role}）的签名图像也用作：{others}。}}',
      '{others, select, none {The signature of {name} ({role}) in the {purpose} is alike to the point with another one of that name: a copy.} other {The signature of {name} ({role}) in the {purpose} is the same image as that of {others}.}}',
    ),
    cure: pair(
      '查明是谁签的：代签的写明代签，冒签的作废重签。',
      'Find out who signed: a proxy is named as one; what was signed in another’s name is signed again.',
    ),
  },
  S05: {
    title: pair('代签有说明', 'Proxy explained'),
    holds: pair(
      '代签须写明关系、原因和见证人，见证人不能是代签人。',
      'A proxy’s relation and reason and a witness, who is somebody else, are recorded.',
    ),
    message: pair(
      '{name}代签的{purpose}缺少：{missing}。',
      'The {purpose} that {name} signed as a proxy lacks: {missing}.',
    ),
    cure: pair('补全代签说明，或请本人签字。', 'Complete it, or have the person sign.'),
  },
  S06: {
    title: pair('施工方不代签', 'Not by the builder'),
    holds: pair(
      '施工单位不能代家庭、验收人或主管签字。',
      'The contractor never signs for the household, the acceptors or the supervisor.',
    ),
    message: pair(
      '{purpose}中“{role}”的签字（{name}）由施工单位给出。',
      'In the {purpose}, the signature of the {role} ({name}) was given by the contractor.',
    ),
    cure: pair('请本方重新签字，施工人员回避。', 'Have that party sign again, without the contractor.'),
  },
  S07: {
    title: pair('不满意则返工', 'Not satisfied reopens'),
    holds: pair(
      '“不满意”“没做”须立为问题；整改、复验并重新签字后才能办结。',
      '“Not satisfied” or “not done” opens a defect; the retrofit closes once it is cured and signed again.',
    ),
    message: pair(
      '{on} 家庭表示“{outcome}”：{problem, select, noDefect {还没有立为问题。} openDefects {还有 {open} 个问题未复验。} other {整改后还没有重新签字。}}',
      'On {on} the household said “{outcome}”: {problem, select, noDefect {no defect is recorded for it yet.} openDefects {{open, plural, one {# defect is} other {# defects are}} not inspected again yet.} other {they have not signed again since.}}',
    ),
    cure: pair(
      '{problem, select, noDefect {登记家庭提出的问题。} openDefects {整改后到户复验。} other {请家庭查看整改结果并重新签字。}}',
      '{problem, select, noDefect {Record what the household found wrong.} openDefects {Cure it, and inspect it at the home.} other {Show the household what was cured and have them sign again.}}',
    ),
  },
  S08: {
    title: pair('验收人不是施工方', 'Acceptor is not builder'),
    holds: pair(
      '至少一名验收人来自区级，且验收人都不在施工单位任职。',
      'At least one acceptor is of the district, and none works for the contractor.',
    ),
    message: pair(
      '{problem, select, noDistrict {验收人中没有区级人员。} other {验收人{name}在施工单位任职。}}',
      '{problem, select, noDistrict {None of the acceptors is of the district.} other {The acceptor {name} works for a contractor.}}',
    ),
    cure: pair(
      '请区级人员到场验收，施工人员回避。',
      'Have somebody of the district accept, without the contractor.',
    ),
  },
} as const satisfies Record<string, RuleText>;
