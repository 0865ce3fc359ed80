import { Role } from '../platform/database/actor';

/** A fictional district; 99 is no province. Its people and papers are invented. */
export const DEMO_AREAS = [
  ['99', '示例省', 'Example Province'],
  ['9904', '示例市', 'Example City'],
  ['990401', '青石区', 'Qingshi District'],
  ['990401001', '临河街道', 'Linhe Street'],
  ['990401001001', '柳堤社区', 'Liudi Community'],
  ['990401001002', '石桥社区', 'Shiqiao Community'],
  ['990401002', '东岭街道', 'Dongling Street'],
  ['990401002001', '坡上社区', 'Poshang Community'],
] as const;

/** Begins the numbers of the demonstration district's papers. */
export const DEMO_DOCUMENT_PREFIX = '青残';

export const DEMO_PEOPLE: readonly { username: string; name: string; role: Role; areaCode: string }[] = [
  { username: 'caseworker', name: '许小禾', role: 'caseworker', areaCode: '990401001001' },
  { username: 'caseworker2', name: '白露', role: 'caseworker', areaCode: '990401001002' },
  { username: 'street', name: '方立群', role: 'caseworker', areaCode: '990401001' },
  { username: 'district', name: '宋清源', role: 'caseworker', areaCode: '990401' },
  { username: 'supervisor', name: '梁守正', role: 'supervisor', areaCode: '990401' },
  { username: 'auditor', name: '程鉴', role: 'auditor', areaCode: '9904' },
  { username: 'admin', name: '任维', role: 'admin', areaCode: '990401' },
];

export const DEMO_CONTRACTOR = {
  name: '青石安居无障碍工程有限公司',
  creditCodeBegin: '91990401MA0000D01',
  licenceNumber: '建许-示例-0042',
  contactName: '牛工长',
  contactPhone: '0990-5550123',
  username: 'contractor',
  userName: '牛大力',
} as const;
