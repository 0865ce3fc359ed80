import { Requirement, Text } from './catalogue-item';

/**
 * The measurable demands that items share. Each figure stands in the practice reference with its source and grade;
 * none is invented. GB 55019-2021 and GB 50763-2012 were read through transcriptions and third parties (grade B);
 * what nobody could show us is grade M and says so.
 */
const CLAUSE_UNVERIFIED = (clause: string): Text => ({
  zh: `数值见二手资料；条文号 ${clause} 未核实`,
  en: `The figure is from secondary sources; clause ${clause} is not verified`,
});
const DESIGN_NOTE: Text = {
  zh: '取自引用 GB 55019 的设计说明，条文号未见',
  en: 'From a design note that cites GB 55019; the clause was not seen',
};
const STAR_GUIDE: Text = {
  zh: '取自无障碍星级评价资料',
  en: 'From an accessibility star-rating guide',
};
const ELDERLY_GUIDE: Text = {
  zh: '取自适老化改造参考资料（二手）',
  en: 'From a secondary reference on homes for the elderly',
};

export const RAMP: readonly Requirement[] = [
  {
    key: 'gradient',
    name: { zh: '纵向坡度 1:n', en: 'Gradient lengthwise, 1:n' },
    unit: 'ratio',
    bound: { min: 12 },
    clause: 'GB 55019-2021 2.3.1',
    certainty: 'B',
    note: {
      zh: '场地受限且高差不大于 150 mm 时可为 1:10（未核实）',
      en: 'On a limited site 1:10 where the rise is at most 150 mm (unverified)',
    },
  },
  {
    key: 'crossfall',
    name: { zh: '横向坡度 1:n', en: 'Crossfall, 1:n' },
    unit: 'ratio',
    bound: { min: 50 },
    clause: 'GB 55019-2021 2.3.1',
    certainty: 'B',
    note: { zh: '基本水平时填 1000', en: 'Enter 1000 where it is level' },
  },
  {
    key: 'risePerRun',
    name: { zh: '每段提升高度', en: 'Rise of each run' },
    unit: 'mm',
    bound: { max: 750 },
    clause: 'GB 55019-2021 2.3',
    certainty: 'B',
  },
  {
    key: 'clearWidth',
    name: { zh: '坡道净宽', en: 'Clear width of the ramp' },
    unit: 'mm',
    bound: { min: 1200 },
    clause: 'GB 55019-2021 2.3',
    certainty: 'B',
    note: {
      zh: 'GB 50763-2012 另有 1000 mm（出入口 1200 mm）之说，未核实',
      en: 'GB 50763-2012 is said to allow 1,000 mm (1,200 mm at an entrance); unverified',
    },
  },
  {
    key: 'landing',
    name: { zh: '起点、终点、休息平台进深', en: 'Landings at head, foot and between' },
    unit: 'mm',
    bound: { min: 1500 },
    clause: 'GB 55019-2021',
    certainty: 'B',
    note: CLAUSE_UNVERIFIED('2.3.3'),
  },
  {
    key: 'edgeKerb',
    name: { zh: '临空侧安全挡台高度', en: 'Kerb at an open edge' },
    unit: 'mm',
    bound: { min: 50 },
    clause: 'GB 55019-2021',
    certainty: 'B',
    note: DESIGN_NOTE,
    appliesWhen: { zh: '坡道侧面临空', en: 'A side of the ramp is open' },
  },
];

export const HANDRAIL: readonly Requirement[] = [
  {
    key: 'upperHeight',
    name: { zh: '扶手高度（双层为上层）', en: 'Height of the rail (the upper of two)' },
    unit: 'mm',
    bound: { min: 850, max: 900 },
    clause: 'GB 55019-2021 2.8.1',
    certainty: 'B',
  },
  {
    key: 'lowerHeight',
    name: { zh: '下层扶手高度', en: 'Height of the lower rail' },
    unit: 'mm',
    bound: { min: 650, max: 700 },
    clause: 'GB 55019-2021 2.8.1',
    certainty: 'B',
    appliesWhen: { zh: '双层扶手', en: 'There are two rails' },
  },
  {
    key: 'diameter',
    name: { zh: '圆形扶手直径', en: 'Diameter of a round rail' },
    unit: 'mm',
    bound: { min: 35, max: 50 },
    clause: 'GB 50763-2012 3.8',
    certainty: 'B',
  },
  {
    key: 'wallGap',
    name: { zh: '扶手内侧与墙面净距', en: 'Gap between rail and wall' },
    unit: 'mm',
    bound: { min: 40 },
    clause: 'GB 50763-2012 3.8',
    certainty: 'B',
    appliesWhen: { zh: '扶手靠墙', en: 'The rail runs along a wall' },
  },
  {
    key: 'extension',
    name: { zh: '起止端水平延伸', en: 'Extension at its ends' },
    unit: 'mm',
    bound: { min: 300 },
    clause: 'GB 50763-2012 3.8',
    certainty: 'B',
    appliesWhen: { zh: '坡道或台阶的起止端', en: 'At the ends of a ramp or of steps' },
  },
];

export const LEVEL_CHANGE: Requirement = {
  key: 'levelChange',
  name: { zh: '门槛或地面高差', en: 'Threshold or change of level' },
  unit: 'mm',
  bound: { max: 15 },
  clause: 'GB 55019-2021',
  certainty: 'B',
  note: CLAUSE_UNVERIFIED('2.5.3'),
};

export const LEVEL_CHANGE_SLOPE: Requirement = {
  key: 'levelChangeSlope',
  name: { zh: '高差斜面坡度 1:n', en: 'Slope over the change of level, 1:n' },
  unit: 'ratio',
  bound: { min: 10 },
  clause: 'GB 55019-2021',
  certainty: 'B',
  note: CLAUSE_UNVERIFIED('2.5.3'),
  appliesWhen: { zh: '仍有高差', en: 'A change of level remains' },
};

export const DOOR: readonly Requirement[] = [
  {
    key: 'clearWidth',
    name: { zh: '门开启后通行净宽', en: 'Clear opening' },
    unit: 'mm',
    bound: { min: 800 },
    clause: 'GB 55019-2021 2.5.4',
    certainty: 'B',
    note: {
      zh: '既有建筑 800 mm 见适老化资料，条文未核实；新建、扩建为 900 mm',
      en: '800 mm for an existing building is from a guide for the elderly, the clause is not verified; 900 mm where it is new',
    },
  },
  {
    key: 'clearWidthNew',
    name: { zh: '新开门洞通行净宽', en: 'Clear opening of a new doorway' },
    unit: 'mm',
    bound: { min: 900 },
    clause: 'GB 55019-2021 2.5.4',
    certainty: 'B',
    appliesWhen: { zh: '新建或扩建的门', en: 'The doorway is new or part of an extension' },
  },
  {
    key: 'handleHeight',
    name: { zh: '门把手高度', en: 'Height of the handle' },
    unit: 'mm',
    bound: { min: 850, max: 1000 },
    clause: 'GB 55019-2021',
    certainty: 'B',
    note: DESIGN_NOTE,
  },
  {
    key: 'wallBesideHandle',
    name: { zh: '门把手一侧墙面宽度', en: 'Wall beside the handle' },
    unit: 'mm',
    bound: { min: 500 },
    clause: 'GB 55019-2021',
    certainty: 'B',
    note: {
      zh: '取自引用 GB 55019 的设计说明；GB 50763-2012 为 400 mm 之说未核实',
      en: 'From a design note that cites GB 55019; GB 50763-2012 is said to ask for 400 mm (unverified)',
    },
    appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
  },
];

export const TURNING_SPACE: Requirement = {
  key: 'turningSpace',
  name: { zh: '轮椅回转直径', en: 'Turning space, diameter' },
  unit: 'mm',
  bound: { min: 1500 },
  clause: 'GB 55019-2021',
  certainty: 'B',
  note: STAR_GUIDE,
  appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
};

export const PASSAGE_WIDTH: Requirement = {
  key: 'passageWidth',
  name: { zh: '通道净宽', en: 'Clear width of the passage' },
  unit: 'mm',
  bound: { min: 1200 },
  clause: 'GB 55019-2021 2.2.2',
  certainty: 'B',
  appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
};

export const GRATING: Requirement = {
  key: 'gratingHole',
  name: { zh: '地面篦子孔宽', en: 'Holes of a grating' },
  unit: 'mm',
  bound: { max: 13 },
  clause: 'GB 55019-2021 2.2.4',
  certainty: 'B',
  appliesWhen: { zh: '路面有排水篦子', en: 'There is a grating in the way' },
};

export const HANGER_HEIGHT: Requirement = {
  key: 'height',
  name: { zh: '挂衣杆、挂钩高度', en: 'Height of the rail or hook' },
  unit: 'mm',
  bound: { max: 1200 },
  clause: 'GB 50763-2012',
  certainty: 'B',
  note: STAR_GUIDE,
};

export const BED_HEIGHT: Requirement = {
  key: 'bedHeight',
  name: { zh: '床面高度', en: 'Height of the bed surface' },
  unit: 'mm',
  bound: { min: 400, max: 450 },
  clause: 'Accessibility star-rating guide',
  certainty: 'B',
};

export const BEDSIDE_AISLE: Requirement = {
  key: 'bedsideAisle',
  name: { zh: '床侧轮椅转移通道宽度', en: 'Aisle beside the bed for a wheelchair' },
  unit: 'mm',
  bound: { min: 1200 },
  clause: 'GB 55019-2021 3.4.6',
  certainty: 'B',
  appliesWhen: { zh: '使用轮椅', en: 'A wheelchair is used' },
};

export const SWITCH_HEIGHT: Requirement = {
  key: 'height',
  name: { zh: '开关、插座高度', en: 'Height of the switch or socket' },
  unit: 'mm',
  bound: { min: 450, max: 1200 },
  clause: 'Part M (England)',
  certainty: 'B',
  note: { zh: '国外标准，供参考', en: 'A foreign standard, for reference' },
};

export const WATER_TEMPERATURE: Requirement = {
  key: 'outletTemperature',
  name: { zh: '恒温出水温度', en: 'Thermostatic temperature at the outlet' },
  unit: 'celsius',
  bound: { max: 45 },
  clause: 'Elderly home reference',
  certainty: 'B',
  note: ELDERLY_GUIDE,
};
