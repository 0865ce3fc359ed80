import { CatalogueItem, works } from './catalogue-item';
import { DOOR, LEVEL_CHANGE, LEVEL_CHANGE_SLOPE } from './requirements';

export const DOOR_ITEMS: readonly CatalogueItem[] = [
  works({
    code: 'door-widening',
    group: 'doors',
    name: { zh: '房门加宽改造', en: 'Widened door' },
    categories: [4, 7],
    unit: 'piece',
    priceLimitYuan: 1500,
    minimumWorksDays: 3,
    hidden: true,
    functionTest: { zh: '门开闭自如，把手单手可操作', en: 'The door opens and closes freely with one hand' },
    requirements: [...DOOR, LEVEL_CHANGE],
  }),
  works({
    code: 'threshold-removal',
    group: 'doors',
    name: { zh: '去除门槛、消除高差', en: 'Threshold removed' },
    categories: [1, 4, 7],
    unit: 'place',
    priceLimitYuan: 300,
    minimumWorksDays: 1,
    requirements: [LEVEL_CHANGE, LEVEL_CHANGE_SLOPE],
  }),
  works({
    code: 'door-rail',
    group: 'doors',
    name: { zh: '门边拉手、扶手', en: 'Rail at the door' },
    categories: [1, 4, 7],
    unit: 'piece',
    priceLimitYuan: 160,
    minimumWorksDays: 1,
  }),
  works({
    code: 'low-peephole',
    group: 'doors',
    name: { zh: '低位门镜', en: 'Low peephole' },
    categories: [4, 7],
    unit: 'piece',
    priceLimitYuan: 120,
    minimumWorksDays: 1,
  }),
];
