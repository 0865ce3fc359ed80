import { texts } from '../../platform/i18n/texts';

/** Texts of the administration of areas. */
export const areasTexts = texts('areas', {
  title: { zh: '区划管理', en: 'Areas' },
  intro: { zh: '区划代码确定每个人能看到的范围：市 4 位、区县 6 位、街道乡镇 9 位、社区村 12 位。', en: 'A division code bounds what somebody sees: city 4 digits, district 6, street 9, community 12.' },
  add: { zh: '新增区划', en: 'Add an area' },
  edit: { zh: '修改区划', en: 'Change an area' },
  search: { zh: '代码或名称', en: 'Code or name' },
  caption: { zh: '本级及下级区划', en: 'Your area and those below it' },
  empty: { zh: '没有符合条件的区划。', en: 'No area matches.' },
  saved: { zh: '区划已保存。', en: 'Area saved.' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  code: { zh: '区划代码', en: 'Division code' },
  codeHint: { zh: '国家统计局的统计用区划代码，保存后不能修改。', en: 'As in the statistical division codes; it can’t be changed later.' },
  nameZh: { zh: '名称（中文）', en: 'Name in Chinese' },
  nameEn: { zh: '名称（英文）', en: 'Name in English' },
  officeNameZh: { zh: '单位名称（中文）', en: 'Office in Chinese' },
  officeNameEn: { zh: '单位名称（英文）', en: 'Office in English' },
  officeHint: { zh: '印在验收报告等文书上。', en: 'Printed on reports and other papers.' },
  documentPrefix: { zh: '文号代字', en: 'Document prefix' },
  documentPrefixHint: { zh: '区县文书编号的开头，如“石残”。', en: 'Begins the numbers of the district’s papers.' },
  'code.outside': { zh: '只能新增本级区划以内的代码', en: 'Only codes within your own area can be added' },
  'code.parentMissing': { zh: '请先新增上级区划 {parentCode}', en: 'Add the area above it, {parentCode}, first' },
  'code.exists': { zh: '这个代码已经有了', en: 'This code is there already' },
}); // prettier-ignore
