import { texts } from '../../platform/i18n/texts';

/** What is read out and consented to, by kind and version. Never edit a version that is in use: add one. */
export const consentTexts = texts('consents', {
  'personalData.2026-1': {
    zh: '为办理残疾人家庭无障碍改造的申请、审核、设计、施工、验收和回访，区（县）残联及街道（乡镇）、社区（村）的经办人员需要处理您家的姓名、住址、联系电话、身份证号、残疾人证号、残疾类别和等级、家庭困难情况和住房情况。其中身份证号和残疾情况属于敏感个人信息：没有它们就无法核对资格，也无法按需要定制方案。信息保存在本区（县）残联，证件号码加密存放，只有办理这件事的人员可以查看，每次查看完整号码都有记录；改造结束后按档案管理规定保存。您可以要求查阅、更正，也可以随时撤回同意；撤回以前已经办理的部分仍然有效。',
    en: 'To handle the application, review, design, works, acceptance and later visits of the home-accessibility retrofit, the staff of the district federation, street and community need your household’s names, address, telephone, ID and disability certificate numbers, disability category and grade, hardship and housing situation. The ID number and the disability are sensitive: without them your entitlement can’t be checked and the plan can’t fit your needs. The data stays with the district federation; numbers are kept encrypted, only those who handle your case may see them, and each look at a full number is recorded. After the retrofit it is kept as the rules on archives require. You may ask to see and correct it, and withdraw this consent at any time; what was done before stays valid.',
  },
  'photos.2026-1': {
    zh: '为证明改造前后的实际情况，经办人员和施工单位需要拍摄要改造的部位，施工前、施工中、完工后各若干张，并记录拍摄时间和位置。照片只拍改造部位，尽量不拍人；用于核对、验收和检查，不用于宣传。您可以要求不拍某些地方，也可以随时撤回同意；没有照片的项目不能通过验收。',
    en: 'To show what was there before and after, staff and the contractor photograph the places to be altered, before, during and after the works, with time and position. The photos show the works and, as far as possible, no people. They serve checking, acceptance and inspection, not publicity. You may ask that certain places are left out and withdraw this consent at any time; an item without photos can’t be accepted.',
  },
  'publicNotice.2026-1': {
    zh: '按规定，拟改造家庭的名单要在社区（村）公示。公示只写姓名（隐去部分字）、社区（村）名称和改造类别，不写身份证号、残疾人证号、电话、门牌号和残疾情况。公示期满即撤下。',
    en: 'The rules require a public notice of the households selected, in the community. It shows names with characters masked, the community and the type of retrofit, and no ID or certificate number, telephone, house number or disability. It is taken down when its period ends.',
  },
  'contractorSharing.2026-1': {
    zh: '为上门施工，需要把您家的联系人姓名、住址、电话、测量数据和改造方案提供给中标的施工单位。施工单位看不到身份证号、残疾人证号和困难情况，只能用于本次施工，完工后不得留存，不得转给他人。不同意提供就无法安排施工。',
    en: 'For the works at your home, the contractor who was awarded them is given the name of your contact person, address, telephone, measurements and plan. The contractor sees no ID or certificate number and nothing of your hardship, may use the data for these works only, and may neither keep it afterwards nor pass it on. Without this consent no works can be arranged.',
  },
}); // prettier-ignore
