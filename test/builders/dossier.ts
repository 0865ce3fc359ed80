import { calendarDate, CalendarDate } from '../../src/platform/time/calendar-date';
import { startOfDay } from '../../src/platform/time/district-time';
import {
  DATE_NAMES,
  DatedFact,
  DateName,
  Dossier,
  InspectedItem,
  ItemFacts,
  PhotoFacts,
  Position,
  ProgrammeDossier,
  SignatureFacts,
} from '../../src/rules/dossier';

/** A day's date of recording is the day itself, unless said otherwise. */
export function dated(on: string, recordedOn: string = on): DatedFact {
  return { on: calendarDate(on), recordedAt: startOfDay(calendarDate(recordedOn)) };
}

/** Dates as a test writes them; null takes one out. */
export function withDates(dossier: Dossier, changes: Partial<Record<DateName, string | null>>): Dossier {
  const dates = { ...dossier.dates };
  for (const name of DATE_NAMES) {
    const on = changes[name];
    if (on === null) delete dates[name];
    else if (on !== undefined) dates[name] = dated(on);
  }
  return { ...dossier, dates };
}

export const day = (text: string): CalendarDate => calendarDate(text);

const RAMP: ItemFacts = {
  id: 'ramp',
  code: 'entrance-ramp',
  name: '出入口坡道',
  roomId: 'entrance',
  kind: 'works',
  dimensioned: true,
  minimumDays: 3,
  requirements: [
    { key: 'gradient', name: '纵向坡度', unit: 'ratio', min: 12, max: null, certainty: 'B' },
    { key: 'edgeKerb', name: '挡台', unit: 'mm', min: 50, max: null, certainty: 'B', conditional: true },
    { key: 'landing', name: '平台', unit: 'mm', min: 1500, max: null, certainty: 'M' },
  ],
  worksStartedOn: null,
};
const HEATER: ItemFacts = {
  id: 'heater',
  code: 'water-heater',
  name: '热水器',
  roomId: 'bathroom',
  kind: 'device',
  dimensioned: false,
  minimumDays: 0,
  requirements: [],
  worksStartedOn: null,
};

const DWELLING: Position = { longitude: 113.3, latitude: 33.9, accuracyM: 20 };

export function aPhoto(
  changes: Partial<PhotoFacts> & Pick<PhotoFacts, 'id' | 'stage'> & { on: string },
): PhotoFacts {
  const { on, ...rest } = changes;
  return {
    itemId: null,
    roomId: null,
    takenOn: day(on),
    claimedOn: null,
    cameraAt: startOfDay(day(on)),
    receivedAt: startOfDay(day(on)),
    grade: 'camera',
    position: DWELLING,
    clockSkewS: null,
    editor: '',
    thumbnailDiffers: false,
    sameBytes: [],
    lookalikes: [],
    comparison: 'compared',
    ...rest,
  };
}

export function aSignature(changes: Partial<SignatureFacts> & Pick<SignatureFacts, 'role'>): SignatureFacts {
  return {
    id: `signature-${changes.role}`,
    purpose: 'acceptance',
    name: `${changes.role} 甲`,
    sameImageNames: [],
    isCopied: false,
    relation: changes.role === 'household' ? 'self' : 'office',
    proxyRelation: '',
    proxyReason: '',
    witnessName: '',
    signedOn: day('2026-06-20'),
    byContractorId: changes.role === 'contractor' ? 'builders' : null,
    signedHash: 'aa',
    currentHash: 'aa',
    voided: false,
    ...changes,
  };
}

const GRADIENT = {
  key: 'gradient',
  value: 12,
  meets: true,
  planned: 12,
  asPlanned: true,
  reason: '',
  reasonAgreedBy: '',
};

export const inspectedRamp: InspectedItem = {
  itemId: 'ramp',
  acceptedQuantity: 1,
  functionTest: 'notApplicable',
  device: null,
  measured: [GRADIENT],
};
export const inspectedHeater: InspectedItem = {
  itemId: 'heater',
  acceptedQuantity: 1,
  functionTest: 'passed',
  device: { unboxed: true, connected: true },
  measured: [],
};

const DATES: Partial<Record<DateName, DatedFact>> = {
  programmeStartsOn: { on: day('2026-01-01'), recordedAt: null },
  programmeEndsOn: { on: day('2026-12-31'), recordedAt: null },
  appliedOn: dated('2026-02-01'),
  communityOpinionOn: dated('2026-02-03'),
  streetOpinionOn: dated('2026-02-05'),
  districtOpinionOn: dated('2026-02-20'),
  noticeFrom: { on: day('2026-02-06'), recordedAt: null },
  noticeUntil: { on: day('2026-02-16'), recordedAt: null },
  approvedOn: dated('2026-02-20'),
  surveyedOn: dated('2026-03-01'),
  measuredOn: dated('2026-03-01'),
  consultedOn: dated('2026-03-02'),
  planAgreedOn: dated('2026-03-10'),
  decidedOn: dated('2026-03-12'),
  awardedOn: dated('2026-03-20'),
  contractSignedOn: dated('2026-04-01'),
  startedOn: dated('2026-05-10'),
  completedOn: dated('2026-06-10'),
  acceptedOn: dated('2026-06-20'),
  signedOn: dated('2026-06-25'),
};

/** The people, the household and the papers of a retrofit with nothing to object to. */
const PARTIES: Pick<Dossier, 'programme' | 'household' | 'person' | 'application' | 'contractor'> = {
  programme: {
    id: 'programme',
    capFen: 600_000,
    noticeDays: 7,
    lateEntryDays: 7,
    requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
    grades: [1, 2],
    hardships: ['minimumLiving', 'lowIncome'],
    tenures: ['owned'],
    priceLimitsFen: { 'entrance-ramp': 250_000, 'water-heater': 150_000 },
    peerFactor: 3,
    contractWithinDays: 30,
    warrantyMonths: 24,
    radiusM: 200,
    barYears: 5,
    worksRequired: true,
    startBy: day('2026-06-01'),
    finishBy: day('2026-11-30'),
    visitsPerDay: 20,
    fastestKmh: 60,
    ownNames: ['坦途市', '清河区', '清河区残联'],
  },
  household: {
    id: 'household',
    hardship: 'minimumLiving',
    tenure: 'owned',
    areaCode: '999101001001',
    inDistrict: true,
    position: DWELLING,
    sameAddress: [],
    otherRetrofits: [],
  },
  person: {
    id: 'person',
    idNumberFault: null,
    certificateFault: null,
    otherHouseholds: [],
    diedOn: null,
    certificate: { grade: 1, validFrom: day('2020-01-01'), validUntil: day('2029-12-31') },
  },
  application: {
    proxyName: '',
    opinions: (['community', 'street', 'district'] as const).map((level) => ({
      level,
      text: '同意',
      personId: `reviewer-${level}`,
      personName: `${level} 乙`,
      seal: '章',
      on: day('2026-02-05'),
      signedHash: 'bb',
      currentHash: 'bb',
    })),
    notice: { from: day('2026-02-06'), until: day('2026-02-16') },
    selection: { method: 'appraisalMeeting', on: day('2026-02-04'), record: '评议会记录' },
  },
  contractor: {
    id: 'builders',
    name: '坦途建设',
    licence: { validFrom: day('2024-01-01'), validUntil: day('2027-12-31') },
  },
};

/** A whole retrofit, from application to signature, that breaks no rule; `changes` spoil it. */
export function aDossier(changes: Partial<Dossier> = {}): Dossier {
  return {
    ...PARTIES,
    retrofitId: 'retrofit',
    today: day('2026-07-01'),
    dates: DATES,
    items: [RAMP, HEATER],
    plans: [
      {
        id: 'plan',
        revision: 1,
        agreedOn: day('2026-03-10'),
        lines: [
          { itemId: 'ramp', quantity: 1, unitPriceFen: 240_000 },
          { itemId: 'heater', quantity: 1, unitPriceFen: 150_000 },
        ],
      },
    ],
    photos: [
      aPhoto({ id: 'entrance-before', stage: 'before', roomId: 'entrance', on: '2026-03-01' }),
      aPhoto({ id: 'ramp-tape', stage: 'tape', itemId: 'ramp', on: '2026-06-20' }),
      aPhoto({ id: 'ramp-during', stage: 'during', itemId: 'ramp', on: '2026-05-20' }),
      aPhoto({ id: 'ramp-after', stage: 'after', itemId: 'ramp', on: '2026-06-10' }),
      aPhoto({ id: 'heater-before', stage: 'before', itemId: 'heater', on: '2026-05-10' }),
      aPhoto({ id: 'heater-after', stage: 'after', itemId: 'heater', on: '2026-05-11' }),
      aPhoto({ id: 'heater-in-use', stage: 'inUse', itemId: 'heater', on: '2026-06-20' }),
    ],
    inspection: {
      id: 'inspection',
      acceptors: [{ userId: 'supervisor', name: '丙', level: 'district', contractorId: null }],
      items: [inspectedRamp, inspectedHeater],
    },
    defects: [],
    signatures: PARTIES.programme.requiredSigners.map((role) => aSignature({ role })),
    statements: [{ id: 'statement', outcome: 'satisfied', on: day('2026-06-25') }],
    waivers: [],
    payments: [
      { id: 'invoice', kind: 'invoice', on: day('2026-06-15'), amountFen: 390_000 },
      { id: 'final', kind: 'final', on: day('2026-06-30'), amountFen: 390_000 },
    ],
    settlement: [
      { itemId: 'ramp', quantity: 1, amountFen: 240_000 },
      { itemId: 'heater', quantity: 1, amountFen: 150_000 },
    ],
    devices: [
      {
        id: 'device',
        itemId: 'heater',
        serialNumber: 'SN-1',
        hasNameplate: true,
        isSeenInUse: true,
        alsoAt: [],
      },
    ],
    lookBacks: [],
    texts: [{ field: 'needs', text: '门口有三级台阶，轮椅出不了门。' }],
    publications: [{ id: 'notice', kind: 'notice', text: '王某，清河社区，坡道、热水器' }],
    visits: [
      {
        id: 'survey',
        kind: 'survey',
        on: day('2026-03-01'),
        personName: '丁',
        thatDay: 4,
        fastestKmh: 20,
      },
    ],
    peerPrices: { 'entrance-ramp': { medianFen: 230_000, count: 40 } },
    supersededPhotos: [],
    vague: [],
    unknown: [],
    ...changes,
  };
}

/** A programme that is in order, in the middle of its year; `changes` spoil it. */
export function aProgrammeDossier(changes: Partial<ProgrammeDossier> = {}): ProgrammeDossier {
  return {
    programmeId: 'programme',
    name: '2026 年度改造项目',
    year: 2026,
    today: day('2026-07-01'),
    planBy: day('2026-03-31'),
    planApprovedOn: day('2026-03-01'),
    quota: { granted: 60, counted: 60 },
    reported: { accepted: 12, supported: 12 },
    unknown: [],
    ...changes,
  };
}
