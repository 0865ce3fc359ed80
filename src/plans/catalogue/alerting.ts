import { CatalogueItem, device } from './catalogue-item';

/** What tells people who do not see or do not hear that something happens. No source gives their dimensions. */
export const ALERTING_ITEMS: readonly CatalogueItem[] = [
  device({
    code: 'flashing-doorbell',
    group: 'alerting',
    name: { zh: '闪光门铃', en: 'Flashing doorbell' },
    categories: [2, 3, 7],
    unit: 'set',
    priceLimitYuan: 300,
    minimumWorksDays: 0,
    functionTest: { zh: '门外按下，室内闪光可见', en: 'Pressed outside, its light is seen inside' },
  }),
  device({
    code: 'video-doorbell',
    group: 'alerting',
    name: { zh: '可视门铃', en: 'Video doorbell' },
    categories: [2, 3, 7],
    unit: 'set',
    priceLimitYuan: 700,
    minimumWorksDays: 0,
    functionTest: { zh: '门外按下，室内可见来人', en: 'Pressed outside, the visitor is seen inside' },
  }),
  device({
    code: 'vibrating-clock',
    group: 'alerting',
    name: { zh: '震动闹钟', en: 'Vibrating alarm clock' },
    categories: [2, 3, 7],
    unit: 'piece',
    priceLimitYuan: 200,
    minimumWorksDays: 0,
    functionTest: { zh: '到时震动，使用者能感到', en: 'Vibrates on time, and the person feels it' },
  }),
  device({
    code: 'gas-voice-alarm',
    group: 'alerting',
    name: { zh: '燃气泄漏语音报警器', en: 'Gas-leak voice alarm' },
    categories: [1, 7],
    unit: 'piece',
    priceLimitYuan: 300,
    minimumWorksDays: 0,
    functionTest: { zh: '按测试键语音报警', en: 'Speaks its alarm when the test button is pressed' },
  }),
  device({
    code: 'gas-alarm',
    group: 'alerting',
    name: { zh: '燃气泄漏报警器', en: 'Gas-leak alarm' },
    categories: [2, 3, 4, 5, 6, 7],
    unit: 'piece',
    priceLimitYuan: 350,
    minimumWorksDays: 0,
    functionTest: {
      zh: '按测试键发声、亮灯报警',
      en: 'Sounds and lights up when the test button is pressed',
    },
  }),
];
