/** Two fictional districts of one fictional city; 99 is no province. */
export const AREAS = {
  '99': { zh: '样板省', en: 'Sample Province' },
  '9901': { zh: '样板市', en: 'Sample City' },
  '990101': { zh: '东平区', en: 'Dongping District' },
  '990101001': { zh: '长坡街道', en: 'Changpo Street' },
  '990101001001': { zh: '石桥社区', en: 'Shiqiao Community' },
  '990101001002': { zh: '河湾社区', en: 'Hewan Community' },
  '990101002': { zh: '双泉街道', en: 'Shuangquan Street' },
  '990101002001': { zh: '柳林社区', en: 'Liulin Community' },
  '990102': { zh: '西平区', en: 'Xiping District' },
  '990102001': { zh: '高台街道', en: 'Gaotai Street' },
  '990102001001': { zh: '南门社区', en: 'Nanmen Community' },
} as const;

/** The same people in every test, named after what they do. */
export const PEOPLE = {
  caseworker: { name: '何巧云', role: 'caseworker', areaCode: '990101001001' },
  street: { name: '罗建平', role: 'caseworker', areaCode: '990101001' },
  district: { name: '沈若兰', role: 'caseworker', areaCode: '990101' },
  contractor: { name: '丁大勇', role: 'contractor', areaCode: '990101' },
  supervisor: { name: '韩明远', role: 'supervisor', areaCode: '990101' },
  auditor: { name: '贺知秋', role: 'auditor', areaCode: '9901' },
  admin: { name: '管小静', role: 'admin', areaCode: '990101' },
  /** Another district's, who must see nothing of the first. */
  stranger: { name: '西门雪', role: 'supervisor', areaCode: '990102' },
  neighbour: { name: '西门霜', role: 'caseworker', areaCode: '990102001001' },
} as const;

export type PersonKey = keyof typeof PEOPLE;
