import type { SignatureStrokes, StrokePoint } from '../../src/platform/pdf/strokes';
import {
  REPORT_DATES,
  type AcceptanceReportContent,
  type ReportDate,
} from '../../src/acceptance/report/acceptance-report.content';
import { hashOf, sampleItems, samplePhotos } from './acceptance-report.sample-items';

/** Names that break weak fonts: Ext B, C, E, G characters and characters that URO fonts lack. */
export const RARE_NAME = '欧阳𠮷𥖁𨭎𰻝䶮㛃𬭎';
/** Twenty characters with middle dots. */
export const LONG_NAME = '阿不都热依木江·买买提吐尔逊·𠮷𥖁𨭎䶮';

/** A made-up signature: loops that run to the right. */
export function sampleStrokes(seed: number): SignatureStrokes {
  const strokes = [0, 1, 2].map((part) =>
    Array.from({ length: 40 }, (_, step): StrokePoint => {
      const turn = step / (3 + ((seed + part) % 3));
      const x = 60 + part * 130 + step * 2.4 + Math.cos(turn) * (18 + ((seed * 7) % 11));
      const y = 90 + Math.sin(turn * 1.3 + seed) * (40 - part * 6);
      return [Math.round(x * 10) / 10, Math.round(y * 10) / 10, part * 900 + step * 16, 0.5];
    }),
  );
  return { width: 600, height: 200, strokes };
}

const LAGS: Record<ReportDate['key'], [on: string | null, recordedAt: string | null, lag: number | null]> = {
  surveyedOn: ['2026-03-05', '2026-03-05T02:31:00Z', 0],
  measuredOn: ['2026-03-05', '2026-03-05T03:02:00Z', 0],
  consultedOn: ['2026-03-06', '2026-03-06T07:45:00Z', 0],
  planAgreedOn: ['2026-03-12', '2026-04-02T01:10:00Z', 21],
  contractSignedOn: ['2026-03-28', '2026-03-30T02:00:00Z', 2],
  startedOn: ['2026-04-08', '2026-04-08T00:20:00Z', 0],
  completedOn: ['2026-04-20', '2026-04-20T09:40:00Z', 0],
  acceptedOn: ['2026-04-24', '2026-04-24T06:15:00Z', 0],
  signedOn: [null, null, null],
};

function dates(): ReportDate[] {
  return REPORT_DATES.map((key) => {
    const [on, recordedAt, lagDays] = LAGS[key];
    const isField = ['surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn'].includes(key);
    const recordedBy = recordedAt === null ? null : isField ? '林小满（专职委员）' : '周正（区残联）';
    const lateReason = key === 'planAgreedOn' ? '方案纸质签字后逾期补录' : null;
    return { key, on, recordedAt, recordedBy, lagDays, lateReason };
  });
}

function base(): AcceptanceReportContent {
  const signed = hashOf('accepted content');
  const zh = (text: string, en: string): { zh: string; en: string } => ({ zh: text, en });
  return {
    schema: 1,
    number: '石残验〔2026〕12号',
    supersedes: null,
    isDemo: false,
    issuedAt: '2026-04-27T01:30:00Z',
    issuedBy: '周正',
    office: '石城区残疾人联合会',
    timeZone: 'Asia/Shanghai',
    programme: { year: 2026, name: '困难重度残疾人家庭无障碍改造', grantDocument: '石财社〔2026〕8号' },
    household: {
      personName: '王守诚',
      idNumberMasked: '4103**********1234',
      certificateNumberMasked: '4103**********123442',
      category: zh('肢体残疾', 'Physical'),
      grade: zh('二级', 'Grade 2'),
      address: '石城区柳河街道东沟社区 3 组 18 号',
      guardian: { name: '王小雨', relation: zh('女儿', 'Daughter') },
    },
    contract: {
      contractor: '石城区安居建筑工程有限公司',
      number: 'SC-2026-无障碍-03',
      signedOn: '2026-03-28',
      decision: { heldOn: '2026-03-20', minutes: '石残党组纪要〔2026〕5号' },
    },
    dates: dates(),
    lateAfterDays: 7,
    opinions: [
      {
        level: 'community',
        office: '东沟社区居民委员会',
        text: '经入户核实，该户情况属实，同意申报。',
        person: '赵春生',
        on: '2026-02-10',
      },
      {
        level: 'street',
        office: '柳河街道办事处',
        text: '经审核，符合改造条件，同意上报。',
        person: '钱立',
        on: '2026-02-16',
      },
      {
        level: 'district',
        office: '石城区残疾人联合会',
        text: '经公示七日无异议，同意列入 2026 年改造计划。',
        person: '孙明',
        on: '2026-02-27',
      },
    ],
    items: sampleItems(4, (item) => samplePhotos(item, 1, item === 0 ? 2 : 1)),
    amounts: { plannedFen: 498_850, acceptedFen: 536_950, capFen: 600_000 },
    defects: [
      {
        item: zh('门槛消除及门洞拓宽', 'Doorway widened, threshold removed'),
        description: '门套下沿有 12 mm 高差，轮椅通过受阻',
        foundOn: '2026-04-22',
        curedOn: '2026-04-23',
        reinspectedOn: '2026-04-24',
        reinspectedBy: '周正',
      },
    ],
    waivers: [],
    signatures: [
      {
        role: zh('残疾人家庭', 'Household'),
        name: '王小雨',
        relation: zh('女儿', 'Daughter'),
        proxy: { reason: '本人上肢残疾，不便书写', witness: '赵春生' },
        signedOn: '2026-04-24',
        strokes: sampleStrokes(1),
        contentSha256: signed,
      },
      {
        role: zh('施工单位', 'Contractor'),
        name: '吴建',
        relation: null,
        proxy: null,
        signedOn: '2026-04-24',
        strokes: sampleStrokes(2),
        contentSha256: signed,
      },
      {
        role: zh('社区', 'Community'),
        name: '赵春生',
        relation: null,
        proxy: null,
        signedOn: '2026-04-24',
        strokes: sampleStrokes(3),
        contentSha256: signed,
      },
      {
        role: zh('街道', 'Street'),
        name: '钱立',
        relation: null,
        proxy: null,
        signedOn: '2026-04-24',
        strokes: sampleStrokes(4),
        contentSha256: signed,
      },
      {
        role: zh('区残联', 'District'),
        name: '周正',
        relation: null,
        proxy: null,
        signedOn: '2026-04-24',
        strokes: null,
        contentSha256: signed,
      },
    ],
    seals: [
      { office: '东沟社区居民委员会', role: zh('社区', 'Community') },
      { office: '柳河街道办事处', role: zh('街道', 'Street') },
      { office: '石城区残疾人联合会', role: zh('验收单位', 'Accepting office') },
      { office: '石城区安居建筑工程有限公司', role: zh('施工单位', 'Contractor') },
    ],
  };
}

/** Four items, six rows of photos at most, one late entry, one defect, one proxy. */
export function typicalReport(): AcceptanceReportContent {
  return base();
}

/** One item, two photos, nothing out of the ordinary. */
export function smallReport(): AcceptanceReportContent {
  const content = base();
  return {
    ...content,
    items: sampleItems(1, (item) => samplePhotos(item, 1, 1)).map((item) => ({
      ...item,
      measurements: item.measurements.slice(0, 2),
    })),
    amounts: { plannedFen: 286_000, acceptedFen: 286_000, capFen: 600_000 },
    dates: content.dates.map((date) => ({
      ...date,
      lagDays: date.lagDays === null ? null : 0,
      lateReason: null,
    })),
    defects: [],
    household: { ...content.household, guardian: null },
  };
}

/** Twelve items, sixty photos, long and rare names, waivers, a superseded report, demo data. */
export function largestReport(): AcceptanceReportContent {
  const content = base();
  const spread: [number, number, number][] = [
    [2, 3, 0],
    [1, 4, 0],
    [2, 2, 1],
    [3, 2, 0],
  ];
  const all = sampleItems(12, (item) =>
    samplePhotos(item, ...(spread[item % 4] as [number, number, number])),
  );
  const acceptedFen = all.reduce((sum, item) => sum + item.acceptedFen, 0);
  return {
    ...content,
    number: '石残验〔2026〕128号',
    supersedes: '石残验〔2026〕12号',
    isDemo: true,
    household: {
      ...content.household,
      personName: RARE_NAME,
      guardian: { name: LONG_NAME, relation: { zh: '配偶', en: 'Spouse' } },
      address:
        '石城区柳河街道东沟社区居民委员会第三居民小组沿河北路一百二十八弄 18 号院东侧平房（原农机站家属院内）二单元 103 室',
    },
    items: all,
    amounts: { plannedFen: acceptedFen - 38_050, acceptedFen, capFen: 2_000_000 },
    waivers: [
      {
        rule: 'C07',
        reason: '住户轮椅被困，街道先行抢修坡道，合同于开工后三日补签',
        authority: '石城区残疾人联合会党组',
        documentNumber: '石残〔2026〕19号',
        documentDate: '2026-04-07',
        requestedBy: '周正',
        approvedBy: '孙明',
      },
      {
        rule: 'C12',
        reason: '受连续降雨影响，跨年度完成',
        authority: '石城区人民政府残疾人工作委员会',
        documentNumber: '石残工委〔2026〕2号',
        documentDate: '2026-04-06',
        requestedBy: '林小满',
        approvedBy: '孙明',
      },
    ],
    signatures: content.signatures.map((signature, index) =>
      index === 0 ? { ...signature, name: LONG_NAME } : signature,
    ),
  };
}
