import { CatalogueItem, device } from './catalogue-item';

/** Devices of their own, tied to no room. No source gives their dimensions. */
export const DEVICE_ITEMS: readonly CatalogueItem[] = [
  device({
    code: 'screen-reader',
    group: 'devices',
    name: { zh: '读屏软件', en: 'Screen reader' },
    categories: [1],
    unit: 'set',
    priceLimitYuan: 600,
    minimumWorksDays: 0,
    functionTest: { zh: '使用者本人打开并听读一段', en: 'The person opens it and has a passage read' },
  }),
  device({
    code: 'voice-appliance',
    group: 'devices',
    name: { zh: '语音提示生活用品', en: 'Household appliance that speaks' },
    categories: [1, 7],
    unit: 'piece',
    priceLimitYuan: 400,
    minimumWorksDays: 0,
    functionTest: { zh: '通电有语音提示', en: 'Switched on, it speaks' },
  }),
  device({
    code: 'anti-lost-device',
    group: 'devices',
    name: { zh: '防走失定位器', en: 'Anti-lost device' },
    categories: [5, 6, 7],
    unit: 'piece',
    priceLimitYuan: 400,
    minimumWorksDays: 0,
    functionTest: { zh: '监护人能看到当前位置', en: 'The guardian sees where it is' },
  }),
];
