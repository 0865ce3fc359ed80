import { createHash } from 'node:crypto';
import type { ReportItem, ReportPhoto } from '../../src/acceptance/report/acceptance-report.content';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Photos of one item; the fourth carries no proof at all. */
export function samplePhotos(item: number, before: number, after: number, during = 0): ReportPhoto[] {
  const stages = [
    ...Array<'before'>(before).fill('before'),
    ...Array<'during'>(during).fill('during'),
    ...Array<'after'>(after).fill('after'),
  ];
  const day = { before: '2026-03-05', during: '2026-04-11', after: '2026-04-20' };
  return stages.map((stage, index) => ({
    stage,
    sha256: hashOf(`photo ${item} ${index}`),
    takenOn: day[stage],
    takenAt: index === 3 ? null : `${day[stage]}T0${2 + (index % 6)}:1${index % 10}:00Z`,
    timeSource: index === 3 ? 'claimed' : index % 3 === 1 ? 'camera' : 'inApp',
    place: index === 3 ? 'unknown' : 'atDwelling',
    grade: index === 3 ? 'none' : index % 3 === 1 ? 'cameraMetadata' : 'inApp',
  }));
}

const KINDS: Pick<ReportItem, 'name' | 'room' | 'unit' | 'unitPriceFen' | 'measurements'>[] = [
  {
    name: { zh: '出入口坡道', en: 'Entrance ramp' },
    room: { zh: '入户门口', en: 'Front door' },
    unit: { zh: '处', en: 'each' },
    unitPriceFen: 286_000,
    measurements: [
      {
        name: { zh: '坡度', en: 'Gradient' },
        planned: '1:12',
        required: { zh: '不大于 1:12', en: '1:12 or less' },
        measured: '1:12.4',
        meets: true,
        reason: null,
      },
      {
        name: { zh: '净宽', en: 'Clear width' },
        planned: '1,000 mm',
        required: { zh: '不小于 1,000 mm', en: '1,000 mm or more' },
        measured: '1,020 mm',
        meets: true,
        reason: null,
      },
      {
        name: { zh: '坡顶平台深度', en: 'Depth of the landing' },
        planned: '1,500 mm',
        required: { zh: '不小于 1,500 mm', en: '1,500 mm or more' },
        measured: '1,380 mm',
        meets: false,
        reason: '门前为公共通道，平台不能再向外延伸，住户已同意',
      },
    ],
  },
  {
    name: { zh: '坐便器扶手', en: 'Toilet grab rails' },
    room: { zh: '卫生间', en: 'Bathroom' },
    unit: { zh: '套', en: 'set' },
    unitPriceFen: 38_050,
    measurements: [
      {
        name: { zh: '水平扶手高度', en: 'Height of the horizontal rail' },
        planned: '700 mm',
        required: { zh: '650–700 mm', en: '650–700 mm' },
        measured: '695 mm',
        meets: true,
        reason: null,
      },
    ],
  },
  {
    name: { zh: '门槛消除及门洞拓宽', en: 'Doorway widened, threshold removed' },
    room: { zh: '卧室', en: 'Bedroom' },
    unit: { zh: '樘', en: 'each' },
    unitPriceFen: 120_000,
    measurements: [
      {
        name: { zh: '通行净宽', en: 'Clear passage' },
        planned: '850 mm',
        required: { zh: '不小于 800 mm', en: '800 mm or more' },
        measured: '845 mm',
        meets: true,
        reason: null,
      },
    ],
  },
  {
    name: { zh: '闪光门铃', en: 'Flashing doorbell' },
    room: { zh: '客厅', en: 'Living room' },
    unit: { zh: '个', en: 'each' },
    unitPriceFen: 16_800,
    measurements: [],
  },
];

/** Items in turn of four kinds: the second was varied, the third cured, the fourth is a device. */
export function sampleItems(count: number, photosOf: (item: number) => ReportPhoto[]): ReportItem[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] as (typeof KINDS)[number];
    const isDevice = index % KINDS.length === 3;
    return {
      ...kind,
      plannedQuantity: index === 1 ? '2' : '1',
      acceptedQuantity: index === 1 ? '3' : '1',
      acceptedFen: kind.unitPriceFen * (index === 1 ? 3 : 1),
      variation: index === 1 ? '变更〔2026〕3号' : null,
      serials: isDevice ? [`SN-2026-${1000 + index}`] : [],
      functionTest: isDevice ? 'passed' : 'notApplicable',
      result: index === 2 ? 'passedAfterCure' : 'passed',
      photos: photosOf(index),
    };
  });
}
