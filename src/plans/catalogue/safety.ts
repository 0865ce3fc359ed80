import { CatalogueItem, device, works } from './catalogue-item';

/** What keeps people from harm who do not see a danger coming. No source gives their dimensions. */
export const SAFETY_ITEMS: readonly CatalogueItem[] = [
  works({
    code: 'safety-net',
    group: 'safety',
    name: { zh: '安全防护网', en: 'Safety net' },
    categories: [5, 6, 7],
    unit: 'squareMetre',
    priceLimitYuan: 180,
    minimumWorksDays: 1,
    functionTest: { zh: '施力牢固，有应急开启口', en: 'Holds when pulled, and opens in an emergency' },
  }),
  works({
    code: 'guard-rail',
    group: 'safety',
    name: { zh: '防护栏', en: 'Guard rail' },
    categories: [5, 6, 7],
    unit: 'metre',
    priceLimitYuan: 220,
    minimumWorksDays: 1,
    functionTest: { zh: '施力牢固不松动', en: 'Bears weight without moving' },
  }),
  works({
    code: 'corner-protection',
    group: 'safety',
    name: { zh: '墙面、墙角防撞保护', en: 'Padded walls and corners' },
    categories: [5, 6, 7],
    unit: 'metre',
    priceLimitYuan: 90,
    minimumWorksDays: 1,
  }),
  device({
    code: 'locked-knife-box',
    group: 'safety',
    name: { zh: '密码刀具箱', en: 'Locked knife box' },
    categories: [5, 6, 7],
    unit: 'piece',
    priceLimitYuan: 200,
    minimumWorksDays: 0,
    functionTest: { zh: '上锁、开锁正常，家人会用', en: 'Locks and opens, and the family can use it' },
  }),
  device({
    code: 'code-lock',
    group: 'safety',
    name: { zh: '密码门锁', en: 'Code lock' },
    categories: [5, 6, 7],
    unit: 'piece',
    priceLimitYuan: 600,
    minimumWorksDays: 0,
    functionTest: { zh: '密码开锁正常，断电可用钥匙', en: 'Opens by its code, and by its key without power' },
  }),
];
