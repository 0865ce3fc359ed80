import { Dossier, OtherRetrofit, PhotoFacts, ProgrammeDossier } from '../../src/rules/dossier';
import { dated, day, withDates } from './dossier';

/** Spoils a sound dossier so that one rule is broken and no other. */
export type Break<D> = (sound: D) => D;

const where =
  (...dates: Parameters<typeof withDates>[1][]): Break<Dossier> =>
  (sound) =>
    dates.reduce<Dossier>(withDates, sound);
const programme =
  (changes: Partial<Dossier['programme']>): Break<Dossier> =>
  (sound) => ({ ...sound, programme: { ...sound.programme, ...changes } });
const household =
  (changes: Partial<Dossier['household']>): Break<Dossier> =>
  (sound) => ({ ...sound, household: { ...sound.household, ...changes } });
const person =
  (changes: Partial<Dossier['person']>): Break<Dossier> =>
  (sound) => ({ ...sound, person: { ...sound.person, ...changes } });
const application =
  (changes: Partial<NonNullable<Dossier['application']>>): Break<Dossier> =>
  (sound) => ({ ...sound, application: { ...sound.application!, ...changes } });
const opinions =
  (changes: Partial<NonNullable<Dossier['application']>['opinions'][number]>): Break<Dossier> =>
  (sound) => {
    const [first, ...others] = sound.application!.opinions;
    return application({ opinions: [{ ...first!, ...changes }, ...others] })(sound);
  };
const householdSignature =
  (changes: Partial<Dossier['signatures'][number]>): Break<Dossier> =>
  (sound) => ({
    ...sound,
    signatures: sound.signatures.map((one) => (one.role === 'household' ? { ...one, ...changes } : one)),
  });
const ramp =
  (changes: Partial<NonNullable<Dossier['inspection']>['items'][number]>): Break<Dossier> =>
  (sound) => ({
    ...sound,
    inspection: {
      ...sound.inspection!,
      items: sound.inspection!.items.map((one) => (one.itemId === 'ramp' ? { ...one, ...changes } : one)),
    },
  });
const rampMeasured =
  (changes: { meets?: boolean; asPlanned?: boolean }): Break<Dossier> =>
  (sound) =>
    ramp({
      measured: sound.inspection!.items[0]!.measured.map((value) => ({ ...value, ...changes })),
    })(sound);
const photo =
  (id: string, changes: Partial<PhotoFacts>): Break<Dossier> =>
  (sound) => ({
    ...sound,
    photos: sound.photos.map((one) => (one.id === id ? { ...one, ...changes } : one)),
  });
const otherRetrofit = (changes: Partial<OtherRetrofit>): Break<Dossier> =>
  household({
    otherRetrofits: [
      { id: 'other', label: '2023-17', kind: 'retrofit', sameProgramme: false, on: day('2023-05-01'), ...changes },
    ],
  }); // prettier-ignore
const visit =
  (changes: Partial<Dossier['visits'][number]>): Break<Dossier> =>
  (sound) => ({ ...sound, visits: sound.visits.map((one) => ({ ...one, ...changes })) });

/** With no more than the survey's photo, for the dates that other photos, money and devices would contradict as well. */
const bare: Break<Dossier> = (sound) => ({
  ...sound,
  items: [],
  plans: [],
  photos: sound.photos.filter(({ id }) => id === 'entrance-before'),
  devices: [],
  settlement: null,
  payments: [],
  inspection: { ...sound.inspection!, items: [] },
});
const bareWhere =
  (dates: Parameters<typeof withDates>[1]): Break<Dossier> =>
  (sound) =>
    withDates(bare(sound), dates);

const onlyDevices: Break<Dossier> = (sound) => {
  const isHeater = ({ itemId }: { itemId: string }): boolean => itemId === 'heater';
  return {
    ...sound,
    plans: sound.plans.map((plan) => ({ ...plan, lines: plan.lines.filter(isHeater) })),
    inspection: { ...sound.inspection!, items: sound.inspection!.items.filter(isHeater) },
    settlement: sound.settlement!.filter(isHeater),
  };
};
const testFailed: Break<Dossier> = (sound) => ({
  ...sound,
  inspection: {
    ...sound.inspection!,
    items: sound.inspection!.items.map((one) =>
      one.itemId === 'heater' ? { ...one, functionTest: 'failed' as const } : one,
    ),
  },
});
const photoless = (id: string): Break<Dossier> => {
  return (sound) => ({ ...sound, photos: sound.photos.filter((one) => one.id !== id) });
};
const unsigned: Break<Dossier> = (sound) => ({
  ...sound,
  signatures: sound.signatures.filter(({ role }) => role !== 'street'),
});
const builtBy = (contractorId: string): Break<Dossier> => {
  return (sound) => ({
    ...sound,
    inspection: {
      ...sound.inspection!,
      acceptors: sound.inspection!.acceptors.map((one) => ({ ...one, contractorId })),
    },
  });
};

/**
 * By code and key of the rule, one for each rule of that name in the order of the book: an order of dates is kept
 * by a rule for each pair. `catalogue.spec.ts` fails for a rule without its break.
 */
export const BREAKS: Readonly<Record<string, readonly Break<Dossier>[]>> = {
  'C01 reviews-in-order': [
    where({ appliedOn: '2026-02-04' }),
    where({ communityOpinionOn: '2026-02-06' }),
    where({ streetOpinionOn: '2026-02-21' }),
  ],
  'C02 approval-before-works': [where({ approvedOn: '2026-05-11' })],
  'C03 notice-before-works': [application({ notice: { from: day('2026-02-06'), until: day('2026-02-12') } })],
  'C04 steps-in-order': [
    where({ surveyedOn: '2026-03-02' }),
    where({ measuredOn: '2026-03-03' }),
    where({ consultedOn: '2026-03-11' }),
  ],
  'C05 plan-before-works': [where({ planAgreedOn: '2026-05-11' })],
  'C06 decision-before-contract': [where({ decidedOn: '2026-04-02' })],
  'C07 contract-before-works': [where({ contractSignedOn: '2026-05-11', awardedOn: '2026-05-01' })],
  'C08 contract-after-award': [where({ awardedOn: '2026-03-01', decidedOn: '2026-02-25' })],
  'C09 start-before-completion': [bareWhere({ startedOn: '2026-06-11' })],
  'C10 completion-before-acceptance': [bareWhere({ completedOn: '2026-06-21' })],
  'C11 acceptance-before-signature': [bareWhere({ acceptedOn: '2026-06-26' })],
  'C12 programme-period': [
    bareWhere({ programmeStartsOn: '2026-05-11' }),
    bareWhere({ startedOn: '2026-06-10', programmeEndsOn: '2026-06-01', acceptedOn: null, signedOn: null, completedOn: null }),
    bareWhere({ programmeStartsOn: '2026-06-21' }),
    bareWhere({ programmeEndsOn: '2026-06-19' }),
  ],
  'C13 not-in-the-future': [
    (sound) => ({ ...sound, dates: { ...sound.dates, signedOn: dated('2026-06-25', '2026-06-24') } }),
  ],
  'C14 late-entry': [
    (sound) => ({ ...sound, dates: { ...sound.dates, signedOn: dated('2026-06-20', '2026-06-28') } }),
  ],
  'C15 certificate-valid': [
    person({ certificate: { grade: 1, validFrom: day('2020-01-01'), validUntil: day('2026-06-19') } }),
  ],
  'C16 alive': [person({ diedOn: day('2026-06-19') })],
  'C17 licence-valid': [
    (sound) => ({
      ...sound,
      contractor: { ...sound.contractor!, licence: { validFrom: day('2024-01-01'), validUntil: day('2026-06-09') } },
    }),
  ],
  'C18 photos-in-their-stage': [photo('ramp-during', { takenOn: day('2026-06-11') })],
  'C19 look-back-in-order': [(sound) => ({ ...sound, lookBacks: [{ id: 'visit', on: day('2026-06-20') }] })],
  'C20 plausible-duration': [
    (sound) => ({ ...sound, items: sound.items.map((item) => ({ ...item, minimumDays: 40 })) }),
  ],
  'C21 money-in-order': [
    (sound) => ({ ...sound, payments: [{ id: 'final', kind: 'final', on: day('2026-06-19'), amountFen: 390_000 }] }),
  ],
  'E01 photos-complete': [photoless('ramp-tape')],
  'E02 photo-once': [photo('ramp-after', { sameBytes: [{ id: 'other', label: 'H-7' }] })],
  'E03 photo-not-reused': [
    photo('ramp-after', { lookalikes: [{ id: 'other', label: 'H-7', distance: 4, place: 'otherHousehold' }] }),
  ],
  'E04 something-changed': [
    photo('heater-after', { lookalikes: [{ id: 'heater-before', label: '1', distance: 4, place: 'sameItemOtherStage' }] }),
  ],
  'E05 at-the-dwelling': [photo('ramp-after', { position: { longitude: 114, latitude: 33.9, accuracyM: 20 } })],
  'E06 capture-is-known': [photo('ramp-after', { position: null })],
  'E07 year-matches': [photo('entrance-before', { takenOn: day('2024-03-01') })],
  'E08 originals-kept': [
    (sound) => ({
      ...sound,
      supersededPhotos: [{ id: 'old', stage: 'before', supersededOn: day('2026-06-01'), reason: '模糊' }],
    }),
  ],
  'E09 device-once': [
    (sound) => ({
      ...sound,
      devices: sound.devices.map((one) => ({ ...one, alsoAt: [{ id: 'other', label: 'H-7' }] })),
    }),
  ],
  'E10 device-works': [testFailed],
  'E11 not-edited': [photo('ramp-after', { thumbnailDiffers: true })],
  'S01 signers-complete': [unsigned],
  'S02 three-people': [opinions({ personId: 'reviewer-street' })],
  'S03 signed-what-they-saw': [opinions({ currentHash: 'cc' })],
  'S04 one-hand-one-name': [householdSignature({ sameImageNames: ['辛'] })],
  'S05 proxy-explained': [
    householdSignature({ relation: 'proxy', proxyRelation: '女儿', proxyReason: '手伤', witnessName: '' }),
  ],
  'S06 not-by-the-builder': [householdSignature({ byContractorId: 'builders' })],
  'S07 not-satisfied-reopens': [
    (sound) => ({
      ...sound,
      statements: [{ id: 'complaint', outcome: 'notDone', on: day('2026-06-24') }, ...sound.statements],
    }),
  ],
  'S08 acceptor-is-not-builder': [builtBy('builders')],
  'F01 opinions-complete': [opinions({ seal: '' })],
  'F02 selection-recorded': [
    application({ selection: { method: 'appraisalMeeting', on: day('2026-02-04'), record: '' } }),
  ],
  'F03 own-names-only': [
    (sound) => ({ ...sound, texts: [{ field: 'selectionRecord', text: '以县人民政府名义出台《中方县改造方案》。' }] }),
  ],
  'F04 variation-agreed': [(sound) => ({ ...ramp({ acceptedQuantity: 2 })(sound), settlement: null })],
  'P01 identity': [person({ idNumberFault: 'wrongCheckSign' })],
  'P02 certificate': [person({ certificateFault: 'otherGrade' })],
  'P03 eligible': [household({ hardship: 'none' })],
  'P04 of-this-district': [household({ inDistrict: false })],
  'P05 once': [otherRetrofit({ sameProgramme: true })],
  'P05 once-across': [otherRetrofit({})],
  'P06 no-double': [person({ otherHouseholds: [{ id: 'other', label: 'H-7' }] })],
  'P06 no-double-address': [household({ sameAddress: [{ id: 'other', label: 'H-7' }] })],
  'Q03 start-by-finish-by': [
    (sound) => withDates({ ...bare(sound), today: day('2026-12-01') }, { completedOn: null, acceptedOn: null, signedOn: null }),
  ],
  'M01 within-cap': [programme({ capFen: 389_999 })],
  'M02 in-catalogue': [programme({ priceLimitsFen: { 'entrance-ramp': 250_000 } })],
  'M03 price-plausible': [programme({ priceLimitsFen: { 'entrance-ramp': 239_999, 'water-heater': 150_000 } })],
  'M03 price-outlier': [
    (sound) => ({ ...sound, peerPrices: { 'entrance-ramp': { medianFen: 79_000, count: 5 } } }),
  ],
  'M04 three-agree': [
    (sound) => ({ ...sound, settlement: sound.settlement!.map((line) => ({ ...line, quantity: 2 })) }),
  ],
  'M05 works-not-only-devices': [onlyDevices],
  'T01 within-standard': [rampMeasured({ meets: false })],
  'T02 as-planned': [rampMeasured({ asPlanned: false })],
  'G01 possible-visits': [visit({ thatDay: 21 })],
  'X01 masked': [
    (sound) => ({ ...sound, publications: [{ id: 'notice', kind: 'notice', text: '王某，13900001234，坡道' }] }),
  ],
}; // prettier-ignore

/** The same for the rules of a whole programme. */
export const PROGRAMME_BREAKS: Readonly<Record<string, readonly Break<ProgrammeDossier>[]>> = {
  'Q01 quota-balanced': [(sound) => ({ ...sound, quota: { granted: 60, counted: 63 } })],
  'Q02 plan-by': [(sound) => ({ ...sound, planApprovedOn: null })],
  'Q04 ledger-equals-evidence': [(sound) => ({ ...sound, reported: { accepted: 12, supported: 7 } })],
};
