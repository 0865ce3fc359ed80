import { checkSign } from '../households/identity/id-number';
import { catalogueItem } from '../plans/catalogue/catalogue';
import { StoryHome, StoryItem, StoryStage } from './story-world';

export interface DemoHome {
  readonly home: StoryHome;
  /** How far this household has come; null for one that is only taken up. */
  readonly until: StoryStage;
  /** Days before today on which it applied. */
  readonly appliedDaysAgo: number;
  readonly defectOf?: string;
  readonly outcome?: 'notDone';
  /** The site survey is recorded this many days after it happened. */
  readonly surveyLate?: number;
  /** The start of the works is recorded this many days after it happened. */
  readonly startLate?: number;
  /** Of this item the photo from before the works is one of another household: for the review to find. */
  readonly borrows?: { readonly code: string; readonly from: string };
  /** A waiver that was asked for, and whether the supervisor has approved it. */
  readonly waiver?: { readonly rule: string; readonly reason: string; readonly isApproved: boolean };
}

/** A number with a right check sign that belongs to nobody: 990401 is no division. */
export function inventedIdNumber(bornOn: string, sequence: number, division = '419904'): string {
  const digits = `${division}${bornOn}${String(sequence).padStart(3, '0')}`;
  return digits + checkSign(digits);
}

const ROOMS = {
  entrance: { kind: 'entrance', name: '大门口' },
  bathroom: { kind: 'bathroom', name: '卫生间' },
  kitchen: { kind: 'kitchen', name: '厨房' },
  bedroom: { kind: 'bedroom', name: '东卧室' },
  passage: { kind: 'passage', name: '过道' },
} as const;

const item = (code: string, room: keyof typeof ROOMS, quantity: number, yuan: number): StoryItem => ({
  code,
  room: ROOMS[room].name,
  quantity,
  unitPriceFen: Math.min(yuan * 100, catalogueItem(code)?.priceLimitFen ?? 0),
});

interface Sketch {
  name: string;
  born: string;
  category: number;
  grade: number;
  items: StoryItem[];
  until: StoryStage;
  daysAgo: number;
  guardian?: { name: string; relation: string };
  second?: true;
  needs: string;
  wishes: string;
  more?: Partial<DemoHome>;
}

const RAMP_AND_BARS = [
  item('entrance-ramp', 'entrance', 1, 1400),
  item('toilet-grab-bar', 'bathroom', 1, 360),
  item('seat-toilet', 'bathroom', 1, 900),
];
const HEARING = [
  item('flashing-doorbell', 'entrance', 1, 260),
  item('vibrating-clock', 'bedroom', 1, 180),
  item('threshold-removal', 'entrance', 2, 220),
];
const SIGHT = [
  item('tactile-guide', 'entrance', 4, 120),
  item('gas-voice-alarm', 'kitchen', 1, 320),
  item('passage-handrail', 'passage', 3, 160),
];
const KITCHEN = [
  item('low-stove', 'kitchen', 1, 1600),
  item('low-sink', 'kitchen', 1, 850),
  item('ground-levelling', 'entrance', 6, 95),
];

/** Households at every stage, the furthest first. */
const SKETCHES: readonly Sketch[] = [
  { name: '程秀兰', born: '19570612', category: 4, grade: 1, items: RAMP_AND_BARS, until: 'signed', daysAgo: 128, needs: '双下肢瘫痪，出门要人抬过三级台阶，如厕起身困难。', wishes: '想自己推轮椅出门，厕所装扶手。' },
  { name: '阿依夏木·吐尔逊', born: '19711103', category: 1, grade: 1, items: SIGHT, until: 'signed', daysAgo: 120, needs: '全盲，独自在家做饭怕煤气，过道常撞到墙。', wishes: '装会说话的煤气报警器，过道有个扶的地方。', more: { surveyLate: 12 } },
  { name: '欧阳慕容晓䶮', born: '19830925', category: 2, grade: 1, items: HEARING, until: 'signed', daysAgo: 112, needs: '听不到敲门，社区送药多次没人开门。', wishes: '有人按门铃时能看见。', more: { defectOf: 'threshold-removal' } },
  { name: '石守田', born: '19490317', category: 4, grade: 2, items: KITCHEN, until: 'signed', daysAgo: 104, needs: '坐轮椅做不了饭，院子地面坑洼。', wishes: '灶台放低，院子走平。', more: { outcome: 'notDone' } },
  { name: '顾念慈', born: '20060819', category: 5, grade: 1, items: [item('guard-rail', 'bedroom', 3, 210), item('corner-protection', 'bedroom', 10, 28), item('anti-slip-floor', 'bathroom', 4, 130)], until: 'reported', daysAgo: 90, guardian: { name: '顾长河', relation: 'parent' }, needs: '常翻窗、磕碰，卫生间地滑。', wishes: '窗边加护栏，墙角包软边。', second: true },
  { name: '𠮷田有福', born: '19540228', category: 4, grade: 1, items: RAMP_AND_BARS, until: 'accepted', daysAgo: 80, needs: '偏瘫，门口台阶高。', wishes: '门口修坡道。' },
  { name: '常青', born: '19901201', category: 6, grade: 2, items: [item('safety-net', 'bedroom', 2, 240), item('locked-knife-box', 'kitchen', 1, 90), item('door-widening', 'bedroom', 1, 780)], until: 'completed', daysAgo: 66, guardian: { name: '常玉珍', relation: 'sibling' }, needs: '发病时有走失和伤害风险。', wishes: '刀具上锁，窗户加防护网。', second: true },
  { name: '孟广才', born: '19660707', category: 4, grade: 2, items: KITCHEN, until: 'started', daysAgo: 52, needs: '左臂缺失，厨房台面太高。', wishes: '做饭能坐着。', more: { startLate: 12, borrows: { code: 'low-sink', from: '石守田' } } },
  { name: '艾静', born: '19780415', category: 3, grade: 2, items: HEARING, until: 'contracted', daysAgo: 45, needs: '听力言语都不好，独居。', wishes: '门铃要能闪灯。', more: { waiver: { rule: 'C15', reason: '残疾人证正在换发，新证要等一个月，市残联同意先行验收。', isApproved: true } } },
  { name: '莫怀远', born: '19441024', category: 4, grade: 1, items: RAMP_AND_BARS, until: 'planned', daysAgo: 34, needs: '股骨骨折后长期坐轮椅。', wishes: '卫生间和门口。', more: { waiver: { rule: 'C07', reason: '病人急着出院回家，合同还在走流程，市残联同意先行施工。', isApproved: false } } },
  { name: '裴小满', born: '19991111', category: 1, grade: 2, items: SIGHT, until: 'consulted', daysAgo: 22, needs: '低视力，夜里看不清台阶。', wishes: '台阶边贴亮条，过道装扶手。', second: true },
  { name: '尤桂枝', born: '19520909', category: 7, grade: 1, items: RAMP_AND_BARS, until: 'communityAgreed', daysAgo: 6, guardian: { name: '尤春生', relation: 'child' }, needs: '多重残疾，卧床为主。', wishes: '改卫生间，方便搬动。' },
  { name: '邹来喜', born: '19610130', category: 4, grade: 2, items: RAMP_AND_BARS, until: 'applied', daysAgo: 2, needs: '膝关节置换后上台阶吃力。', wishes: '门口装扶手和坡道。' },
]; // prettier-ignore

export const DEMO_HOMES: readonly DemoHome[] = SKETCHES.map((sketch, index) => ({
  until: sketch.until,
  appliedDaysAgo: sketch.daysAgo,
  ...sketch.more,
  home: {
    caseworker: sketch.second ? 'caseworker2' : 'caseworker',
    areaCode: sketch.second ? '990401001002' : '990401001001',
    address: sketch.second
      ? `石桥社区老街 ${index + 3} 号`
      : `柳堤社区 ${1 + (index % 5)} 组 ${index * 7 + 11} 号`,
    personName: sketch.name,
    idNumber: inventedIdNumber(sketch.born, 101 + index * 7),
    category: sketch.category,
    grade: sketch.grade,
    phone: `0990-55501${String(index).padStart(2, '0')}`,
    memberCount: 1 + (index % 4),
    guardian: sketch.guardian,
    hardship: (['minimumLiving', 'lowIncome', 'extremePoverty', 'borderline'] as const)[index % 4]!,
    position: {
      longitude: (113_210_000 + index * 3_100) / 1e6,
      latitude: (33_710_000 + index * 1_700) / 1e6,
    },
    needs: sketch.needs,
    wishes: sketch.wishes,
    rooms: Object.values(ROOMS),
    items: sketch.items,
  },
}));
