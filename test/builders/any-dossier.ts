import fc from 'fast-check';
import { addDays, CalendarDate } from '../../src/platform/time/calendar-date';
import { startOfDay } from '../../src/platform/time/district-time';
import {
  Aspect,
  DATE_NAMES,
  DatedFact,
  DefectFacts,
  Dossier,
  InspectionFacts,
  Lookalike,
  OpinionFacts,
  PhotoFacts,
  PlanRevision,
  Reference,
  REVIEW_LEVELS,
  ReviewLevel,
  SignatureFacts,
} from '../../src/rules/dossier';
import { aDossier, aPhoto, day } from './dossier';

const sound = aDossier();

const someDay: fc.Arbitrary<CalendarDate> = fc.integer({ min: -400, max: 200 }).map((days) => addDays(day('2026-06-01'), days)); // prettier-ignore
const perhapsDay = fc.option(someDay);
const blankOr = (text: string): fc.Arbitrary<string> => fc.constantFrom('', ' ', text);
const references: fc.Arbitrary<Reference[]> = fc.constantFrom([], [{ id: 'other', label: '别处' }]);
const itemId = fc.constantFrom('ramp', 'heater', 'rail', 'nobody knows');

/** Most dates stay as they are, so that not every dossier breaks every order. */
const dates: fc.Arbitrary<Dossier['dates']> = fc
  .array(fc.tuple(fc.constantFrom(...DATE_NAMES), perhapsDay, someDay), { maxLength: 5 })
  .map((changes) => {
    const changed: { -readonly [Name in keyof Dossier['dates']]: DatedFact } = { ...sound.dates };
    for (const [name, on, recordedOn] of changes) {
      if (on === null) delete changed[name];
      else changed[name] = { on, recordedAt: startOfDay(recordedOn) };
    }
    return changed;
  });

const opinions: fc.Arbitrary<OpinionFacts[]> = fc
  .tuple(
    ...REVIEW_LEVELS.map((level) =>
      fc.record<OpinionFacts>({
        level: fc.constant(level),
        text: blankOr('同意'),
        personId: fc.constantFrom(null, 'a', 'b', 'c'),
        personName: blankOr('乙'),
        seal: blankOr('章'),
        on: perhapsDay,
        signedHash: fc.constantFrom(null, 'aa'),
        currentHash: fc.constantFrom(null, 'aa', 'bb'),
      }),
    ),
  )
  .chain((all) => fc.subarray(all));

const lookalikes: fc.Arbitrary<Lookalike[]> = fc.array(
  fc.record<Lookalike>({
    id: fc.constantFrom('photo-0', 'photo-1', 'other'),
    label: fc.constant('照片'),
    distance: fc.nat(40),
    place: fc.constantFrom('sameItemOtherStage', 'otherItem', 'otherHousehold', 'otherDistrict'),
  }),
  { maxLength: 2 },
);

const photos: fc.Arbitrary<PhotoFacts[]> = fc
  .array(
    fc.record({
      stage: fc.constantFrom<PhotoFacts['stage']>('before', 'tape', 'during', 'after', 'inUse', 'nameplate'),
      itemId: fc.option(itemId),
      takenOn: perhapsDay,
      grade: fc.constantFrom<PhotoFacts['grade']>('inApp', 'camera', 'none'),
      position: fc.constantFrom(null, sound.household.position, {
        longitude: 114,
        latitude: 34,
        accuracyM: 50,
      }),
      clockSkewS: fc.constantFrom(null, 0, 900),
      editor: fc.constantFrom('', '美图'),
      thumbnailDiffers: fc.boolean(),
      sameBytes: references,
      lookalikes,
      comparison: fc.constantFrom<PhotoFacts['comparison']>('pending', 'compared', 'failed'),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, index) => aPhoto({ on: '2026-06-01', id: `photo-${index}`, ...one })));

const plans: fc.Arbitrary<PlanRevision[]> = fc
  .array(
    fc.record({
      agreedOn: perhapsDay,
      lines: fc.uniqueArray(
        fc.record({
          itemId,
          quantity: fc.constantFrom(1, 2.5),
          unitPriceFen: fc.constantFrom(100_000, 900_000),
        }),
        { selector: (line) => line.itemId },
      ),
    }),
    { maxLength: 2 },
  )
  .map((all) => all.map((one, index) => ({ id: `plan-${index}`, revision: index + 1, ...one })));

const inspection: fc.Arbitrary<InspectionFacts> = fc.record({
  id: fc.constant('inspection'),
  acceptors: fc.subarray([
    { userId: 'a', name: '丙', level: 'district', contractorId: null },
    { userId: 'b', name: '庚', level: 'street', contractorId: 'builders' },
    { userId: 'c', name: '辛', level: 'thirdParty', contractorId: 'builders' },
  ] as const),
  items: fc.uniqueArray(
    fc.record<InspectionFacts['items'][number]>({
      itemId,
      acceptedQuantity: fc.constantFrom(0, 1, 2.5),
      functionTest: fc.constantFrom('passed', 'failed', 'notApplicable'),
      device: fc.constantFrom(null, { unboxed: true, connected: true }, { unboxed: false, connected: false }),
      measured: fc.subarray([
        { key: 'gradient', value: 8, meets: false, planned: 12, asPlanned: false, reason: '', reasonAgreedBy: '' },
        { key: 'edgeKerb', value: null, meets: false, planned: null, asPlanned: null, reason: '院小', reasonAgreedBy: '' },
      ]),
    }),
    { selector: (item) => item.itemId },
  ),
}); // prettier-ignore

const signatures: fc.Arbitrary<SignatureFacts[]> = fc
  .array(
    fc.record({
      role: fc.constantFrom<SignatureFacts['role']>(
        'household',
        'contractor',
        'community',
        'street',
        'district',
      ),
      purpose: fc.constantFrom<SignatureFacts['purpose']>('planAgreement', 'acceptance', 'satisfaction'),
      relation: fc.constantFrom<SignatureFacts['relation']>('self', 'proxy', 'office'),
      proxyReason: blankOr('不便'),
      witnessName: blankOr('戊'),
      sameImageNames: fc.constantFrom<string[]>([], ['己']),
      byContractorId: fc.constantFrom(null, 'builders'),
      currentHash: fc.constantFrom('aa', 'bb'),
      voided: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, index) => ({ ...sound.signatures[0]!, id: `signature-${index}`, ...one })));

const defects: fc.Arbitrary<DefectFacts[]> = fc
  .array(
    fc.record({
      source: fc.constantFrom<DefectFacts['source']>('inspection', 'household'),
      foundOn: someDay,
      curedOn: perhapsDay,
      reinspectedOn: perhapsDay,
    }),
    { maxLength: 2 },
  )
  .map((all) => all.map((one, index) => ({ id: `defect-${index}`, ...one })));

const numbered = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<(T & { id: string })[]> =>
  fc.array(one, { maxLength: 3 }).map((all) => all.map((each, index) => ({ ...each, id: String(index) })));

/** Any retrofit that a database or a ledger could hold, sound or not: ids are unique, each level speaks once. */
export const anyDossier: fc.Arbitrary<Dossier> = fc
  .record({
    dates,
    opinions,
    photos,
    plans,
    defects,
    signatures,
    inspection: fc.option(inspection),
    proxyName: blankOr('乙'),
    notice: fc.constantFrom(null, sound.application!.notice),
    selection: fc.constantFrom(null, { method: '', on: null, record: '' }, sound.application!.selection),
    hasApplication: fc.boolean(),
    person: fc.record({
      diedOn: perhapsDay,
      certificate: fc.constantFrom(null, { ...sound.person.certificate!, grade: 4 }, sound.person.certificate),
    }),
    household: fc.record({ hardship: fc.constantFrom('none', 'lowIncome'), tenure: fc.constantFrom('owned', 'x') }),
    licence: fc.option(fc.constant(sound.contractor!.licence)),
    statements: numbered(
      fc.record({ outcome: fc.constantFrom('satisfied', 'notSatisfied', 'notDone'), on: someDay }),
    ),
    payments: numbered(
      fc.record({
        kind: fc.constantFrom('invoice', 'progress', 'final', 'retention'),
        on: someDay,
        amountFen: fc.constant(1),
      }),
    ),
    lookBacks: numbered(fc.record({ on: someDay })),
    alsoAt: references,
    supersededPhotos: numbered(
      fc.record({ stage: fc.constantFrom('before', 'after'), supersededOn: someDay, reason: blankOr('模糊') }),
    ),
  })
  .map(({ opinions: given, proxyName, notice, selection, hasApplication, person, household, licence, alsoAt, ...rest }) => ({
    ...sound,
    ...rest,
    application: hasApplication ? { opinions: given, proxyName, notice, selection } : null,
    person: { ...sound.person, ...person },
    household: { ...sound.household, ...household },
    contractor: { ...sound.contractor!, licence },
    devices: [{ ...sound.devices[0]!, alsoAt }],
  })); // prettier-ignore

const dateAspects: readonly string[] = DATE_NAMES;

/** The same retrofit as a ledger would tell it that has no column for one thing: its side is empty, and said to be. */
export function forgetting(dossier: Dossier, aspect: Aspect): Dossier {
  const unknown = [...dossier.unknown, aspect];
  if (!dateAspects.includes(aspect)) return { ...dossier, ...(EMPTIED[aspect]?.(dossier) ?? {}), unknown };
  const { [aspect as keyof Dossier['dates']]: _, ...dates } = dossier.dates;
  return { ...withoutPaperDate(dossier, aspect), dates, unknown };
}

/** The date as it also stands on the opinion, the record of the choice or the notice. */
function withoutPaperDate(dossier: Dossier, aspect: Aspect): Dossier {
  if (aspect === 'selectedOn') return eachSelection(dossier, (one) => ({ ...one, on: null }));
  if (aspect === 'noticeFrom' || aspect === 'noticeUntil')
    return { ...dossier, ...applied(dossier, { notice: null }) };
  return eachOpinion(dossier, (one) => (aspect === `${one.level}OpinionOn` ? { ...one, on: null } : one));
}

function eachOpinion(dossier: Dossier, change: (opinion: OpinionFacts) => OpinionFacts): Dossier {
  const { application } = dossier;
  return application === null
    ? dossier
    : { ...dossier, application: { ...application, opinions: application.opinions.map(change) } };
}

function opinionOf(dossier: Dossier, level: ReviewLevel, changes: Partial<OpinionFacts>): Dossier {
  return eachOpinion(dossier, (one) => (one.level === level ? { ...one, ...changes } : one));
}

type Selection = NonNullable<NonNullable<Dossier['application']>['selection']>;

function eachSelection(dossier: Dossier, change: (selection: Selection) => Selection): Dossier {
  const selection = dossier.application?.selection;
  return selection ? { ...dossier, ...applied(dossier, { selection: change(selection) }) } : dossier;
}

const eachPhoto = (dossier: Dossier, changes: Partial<PhotoFacts>): Partial<Dossier> => ({
  photos: dossier.photos.map((photo) => ({ ...photo, ...changes })),
});

type TestedDevice = NonNullable<InspectionFacts['items'][number]['device']>;

const eachDevice = (
  { inspection: one }: Dossier,
  change: (device: TestedDevice) => TestedDevice,
): Partial<Dossier> => ({
  inspection: one && {
    ...one,
    items: one.items.map((item) => ({ ...item, device: item.device && change(item.device) })),
  },
});

const applied = (
  { application }: Dossier,
  changes: Partial<NonNullable<Dossier['application']>>,
): Partial<Dossier> => ({ application: application && { ...application, ...changes } });

/** What stands in a dossier where an aspect is unknown. Without a plan other questions are asked, so it is not here. */
const EMPTIED: Partial<Record<Aspect, (dossier: Dossier) => Partial<Dossier>>> = {
  communityText: (dossier) => opinionOf(dossier, 'community', { text: '', signedHash: null }),
  streetText: (dossier) => opinionOf(dossier, 'street', { text: '', signedHash: null }),
  districtText: (dossier) => opinionOf(dossier, 'district', { text: '', signedHash: null }),
  communityPerson: (dossier) => opinionOf(dossier, 'community', { personId: null, personName: '' }),
  streetPerson: (dossier) => opinionOf(dossier, 'street', { personId: null, personName: '' }),
  districtPerson: (dossier) => opinionOf(dossier, 'district', { personId: null, personName: '' }),
  communitySeal: (dossier) => opinionOf(dossier, 'community', { seal: '' }),
  streetSeal: (dossier) => opinionOf(dossier, 'street', { seal: '' }),
  districtSeal: (dossier) => opinionOf(dossier, 'district', { seal: '' }),
  selectionMethod: (dossier) => eachSelection(dossier, (one) => ({ ...one, method: '' })),
  selectionRecord: (dossier) => eachSelection(dossier, (one) => ({ ...one, record: '' })),
  proxies: (dossier) => applied(dossier, { proxyName: '' }),
  certificateNumber: ({ person }) => ({ person: { ...person, certificateFault: null } }),
  certificateValidity: ({ person: { certificate, ...person } }) => ({
    person: { ...person, certificate: certificate && { ...certificate, validUntil: null } },
  }),
  grade: ({ person: { certificate, ...person } }) => ({
    person: { ...person, certificate: certificate && { ...certificate, grade: null } },
  }),
  death: ({ person }) => ({ person: { ...person, diedOn: null } }),
  hardship: ({ household }) => ({ household: { ...household, hardship: '' } }),
  tenure: ({ household }) => ({ household: { ...household, tenure: '' } }),
  licence: ({ contractor }) => ({ contractor: contractor && { ...contractor, licence: null } }),
  payments: () => ({ payments: [] }),
  settlement: () => ({ settlement: null }),
  photos: () => ({ photos: [] }),
  tapePhotos: ({ photos: all }) => ({ photos: all.filter(({ stage }) => stage !== 'tape') }),
  photoTimes: (dossier) => eachPhoto(dossier, { takenOn: null, cameraAt: null, clockSkewS: null, grade: 'none' }),
  photoPlaces: (dossier) => eachPhoto(dossier, { position: null }),
  photoLikeness: (dossier) => eachPhoto(dossier, { lookalikes: [] }),
  photoEdits: (dossier) => eachPhoto(dossier, { editor: '', thumbnailDiffers: false }),
  photoHistory: () => ({ supersededPhotos: [] }),
  devices: () => ({ devices: [] }),
  nameplates: ({ devices }) => ({ devices: devices.map((one) => ({ ...one, hasNameplate: !one.hasNameplate })) }),
  acceptors: ({ inspection: one }) => ({ inspection: one && { ...one, acceptors: [] } }),
  measurements: ({ inspection: one }) => ({
    inspection: one && { ...one, items: one.items.map((item) => ({ ...item, measured: [] })) },
  }),
  unboxed: (dossier) => eachDevice(dossier, (device) => ({ ...device, unboxed: false })),
  connected: (dossier) => eachDevice(dossier, (device) => ({ ...device, connected: false })),
  functionTest: ({ inspection: one }) => ({
    inspection: one && { ...one, items: one.items.map((item) => ({ ...item, functionTest: 'notApplicable' })) },
  }),
  // What was passed without a word of how much counts as what was planned.
  acceptedQuantities: ({ inspection: one }) => ({
    inspection: one && {
      ...one,
      items: one.items.map((item) => ({ ...item, acceptedQuantity: Math.min(item.acceptedQuantity, 1) })),
    },
  }),
  signers: () => ({ signatures: [] }),
  signatureImages: ({ signatures: all }) => ({ signatures: all.map((one) => ({ ...one, sameImageNames: [] })) }),
  statements: () => ({ statements: [] }),
  defects: () => ({ defects: [] }),
  defectCures: ({ defects: all }) => ({ defects: all.map((one) => ({ ...one, curedOn: null })) }),
  reinspections: ({ defects: all }) => ({ defects: all.map((one) => ({ ...one, reinspectedOn: null })) }),
  lookBacks: () => ({ lookBacks: [] }),
}; // prettier-ignore

/** Everything that a ledger may lack while it still tells what was planned. */
export const FORGETTABLE: readonly Aspect[] = [
  ...(Object.keys(EMPTIED) as Aspect[]),
  ...DATE_NAMES,
  'programmeTerms',
  'prices',
];
