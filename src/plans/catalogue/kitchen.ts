import { CatalogueItem, works } from './catalogue-item';
import { TURNING_SPACE } from './requirements';
import { STOVE_CONTROLS, WORKTOP } from './wet-room-requirements';

export const KITCHEN_ITEMS: readonly CatalogueItem[] = [
  works({
    code: 'low-stove',
    group: 'kitchen',
    name: { zh: '低位灶台', en: 'Low stove' },
    categories: [4, 7],
    unit: 'piece',
    priceLimitYuan: 1800,
    minimumWorksDays: 3,
    hidden: true,
    functionTest: { zh: '点火、熄火正常，无漏气', en: 'Lights and goes out, no gas escapes' },
    requirements: [...WORKTOP, STOVE_CONTROLS, TURNING_SPACE],
  }),
  works({
    code: 'low-cabinet',
    group: 'kitchen',
    name: { zh: '低位橱柜', en: 'Low kitchen cabinet' },
    categories: [4, 7],
    unit: 'set',
    priceLimitYuan: 2000,
    minimumWorksDays: 2,
    functionTest: { zh: '柜门、抽屉开合正常', en: 'Doors and drawers open and close' },
    requirements: WORKTOP,
  }),
  works({
    code: 'low-sink',
    group: 'kitchen',
    name: { zh: '低位洗菜池', en: 'Low kitchen sink' },
    categories: [4, 7],
    unit: 'piece',
    priceLimitYuan: 900,
    minimumWorksDays: 1,
    hidden: true,
    functionTest: { zh: '通水、排水正常，无渗漏', en: 'Water runs and drains, nothing leaks' },
    requirements: WORKTOP,
  }),
];
