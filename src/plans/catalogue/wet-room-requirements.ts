import { Requirement } from './catalogue-item';

/** The demands of bathroom and kitchen; see requirements.ts for how to read them. */
export const TOILET_SEAT: Requirement = {
  key: 'seatHeight',
  name: { zh: '坐便器座面高度', en: 'Height of the seat' },
  unit: 'mm',
  bound: { min: 430, max: 480 },
  clause: 'MS 1184 (Malaysia)',
  certainty: 'B',
  note: {
    zh: '国内二手资料为 450 mm；范围取自马来西亚标准，供参考',
    en: 'Chinese secondary sources say 450 mm; the range is from the Malaysian standard, for reference',
  },
};

export const TOILET_GRAB_BAR: readonly Requirement[] = [
  {
    key: 'horizontalHeight',
    name: { zh: '水平抓杆高度', en: 'Height of the horizontal bar' },
    unit: 'mm',
    bound: { min: 650, max: 700 },
    clause: 'GB 50763-2012',
    certainty: 'B',
    note: {
      zh: 'GB 50763 文本为 700 mm；650～700 mm 取自适老化参考资料',
      en: 'GB 50763 says 700 mm; 650 to 700 mm is from a reference on homes for the elderly',
    },
  },
  {
    key: 'horizontalLength',
    name: { zh: '水平抓杆长度', en: 'Length of the horizontal bar' },
    unit: 'mm',
    bound: { min: 700 },
    clause: 'GB 50763-2012',
    certainty: 'B',
  },
  {
    key: 'verticalTop',
    name: { zh: '竖向抓杆顶部高度', en: 'Top of the vertical bar' },
    unit: 'mm',
    bound: { min: 1400, max: 1600 },
    clause: 'GB 55019-2021 3.1.7',
    certainty: 'M',
    appliesWhen: { zh: '设有竖向或 L 形抓杆', en: 'There is a vertical or L-shaped bar' },
  },
  {
    key: 'sideBarSpacing',
    name: { zh: '两侧抓杆间距', en: 'Distance between the side bars' },
    unit: 'mm',
    bound: { min: 700, max: 750 },
    clause: 'Accessibility star-rating guide',
    certainty: 'B',
    appliesWhen: { zh: '两侧均设抓杆', en: 'There is a bar on both sides' },
  },
];

export const GRAB_BAR: readonly Requirement[] = [
  {
    key: 'diameter',
    name: { zh: '抓杆直径', en: 'Diameter of the bar' },
    unit: 'mm',
    bound: { min: 30, max: 40 },
    clause: 'GB 50763-2012',
    certainty: 'B',
  },
  {
    key: 'wallGap',
    name: { zh: '抓杆内侧与墙面净距', en: 'Gap between bar and wall' },
    unit: 'mm',
    bound: { min: 40 },
    clause: 'GB 50763-2012',
    certainty: 'B',
  },
];

export const EMERGENCY_CALL_HEIGHT: Requirement = {
  key: 'height',
  name: { zh: '紧急呼叫按钮距地高度', en: 'Height of the call button' },
  unit: 'mm',
  bound: { min: 400, max: 500 },
  clause: 'GB 50763-2012',
  certainty: 'B',
};

const KNEE_SPACE_NOTE = {
  zh: 'GB 55019-2021 3.4 的厨房数值未核实',
  en: 'The kitchen figures of GB 55019-2021 3.4 are not verified',
};

export const WASHBASIN: readonly Requirement[] = [
  {
    key: 'rimHeight',
    name: { zh: '洗手盆台面高度', en: 'Height of the rim' },
    unit: 'mm',
    bound: { max: 800 },
    clause: 'GB 55019-2021',
    certainty: 'B',
    note: {
      zh: '800 mm 见二手资料；条文号 3.1.10 未核实',
      en: '800 mm is from a secondary source; clause 3.1.10 is not verified',
    },
  },
  {
    key: 'tapToWall',
    name: { zh: '水嘴中心距侧墙', en: 'Centre of the tap to the side wall' },
    unit: 'mm',
    bound: { min: 550 },
    clause: 'GB 50763-2012',
    certainty: 'B',
  },
  ...(
    [
      ['kneeWidth', '下方容膝空间宽度', 'Knee space, width', 750],
      ['kneeHeight', '下方容膝空间高度', 'Knee space, height', 650],
      ['kneeDepth', '下方容膝空间进深', 'Knee space, depth', 450],
    ] as const
  ).map(([key, zh, en, min]): Requirement => ({
    key,
    name: { zh, en },
    unit: 'mm',
    bound: { min },
    clause: 'GB 50763-2012',
    certainty: 'B',
    appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
  })),
];

export const SHOWER_SEAT: Requirement = {
  key: 'seatHeight',
  name: { zh: '淋浴座椅高度', en: 'Height of the seat' },
  unit: 'mm',
  bound: { min: 400, max: 450 },
  clause: 'GB 55019-2021 3.3.2',
  certainty: 'B',
};

export const SHOWER_VALVE: readonly Requirement[] = [
  {
    key: 'controlHeight',
    name: { zh: '淋浴开关高度', en: 'Height of the valve' },
    unit: 'mm',
    bound: { max: 1000 },
    clause: 'GB 55019-2021',
    certainty: 'M',
  },
  {
    key: 'holderHeight',
    name: { zh: '手持花洒支架高度', en: 'Height of the hand shower’s holder' },
    unit: 'mm',
    bound: { max: 1200 },
    clause: 'GB 55019-2021',
    certainty: 'M',
  },
];

export const WORKTOP: readonly Requirement[] = [
  {
    key: 'worktopHeight',
    name: { zh: '操作台面高度', en: 'Height of the worktop' },
    unit: 'mm',
    bound: { min: 700, max: 850 },
    clause: 'Elderly home guide',
    certainty: 'B',
    note: KNEE_SPACE_NOTE,
  },
  ...(
    [
      ['kneeWidth', '台下容膝空间宽度', 'Knee space, width', 750],
      ['kneeHeight', '台下容膝空间高度', 'Knee space, height', 650],
      ['kneeDepth', '台下容膝空间进深', 'Knee space, depth', 450],
    ] as const
  ).map(([key, zh, en, min]): Requirement => ({
    key,
    name: { zh, en },
    unit: 'mm',
    bound: { min },
    clause: 'GB 55019-2021 3.4',
    certainty: 'M',
    appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
  })),
];

export const STOVE_CONTROLS: Requirement = {
  key: 'controlHeight',
  name: { zh: '灶具旋钮高度', en: 'Height of the controls' },
  unit: 'mm',
  bound: { min: 700, max: 1050 },
  clause: 'BS 8300 (UK)',
  certainty: 'B',
  note: { zh: '国外标准，供参考', en: 'A foreign standard, for reference' },
};
