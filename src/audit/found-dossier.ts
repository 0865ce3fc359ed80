import { FoundFacts } from '../imports/found-record';
import { LedgerField } from '../imports/ledger-fields';
import { calendarDate, CalendarDate } from '../platform/time/calendar-date';
import {
  ApplicationFacts,
  ContractorFacts,
  DatedFact,
  DateName,
  Dossier,
  HouseholdFacts,
  OtherRetrofit,
  PersonFacts,
  REVIEW_LEVELS,
} from '../rules/dossier';
import { FoundCase } from './found-case';
import { isOwnDistrict, isRefused } from './found-approval';
import { asDate, dayOf, LONG_AGO, textOf } from './found-cells';
import {
  defectsOf,
  devicesOf,
  inspectionOf,
  itemsOf,
  namesOf,
  paymentsOf,
  photosOf,
  planOf,
  settlementOf,
  signaturesOf,
  statementsOf,
} from './found-works';
import { FoundYear, termsOf } from './found-year';
import { silentAspects } from './silent-aspects';

const NONE: readonly never[] = [];
const NO_DATES: readonly DateName[] = NONE;

/** The ledger's fields that are dates of a dossier under the same name. */
const OWN_DATES = [
  'appliedOn', 'communityOpinionOn', 'streetOpinionOn', 'districtOpinionOn', 'selectedOn', 'noticeFrom', 'noticeUntil',
  'surveyedOn', 'measuredOn', 'consultedOn', 'planAgreedOn', 'decidedOn', 'awardedOn', 'contractSignedOn',
  'startedOn', 'completedOn', 'acceptedOn', 'signedOn',
] as const satisfies readonly (DateName & LedgerField)[]; // prettier-ignore

/** An old record as the rules see it: what a ledger had no column for is `unknown`, a blank cell is missing. */
export function foundDossier(found: FoundCase, today: CalendarDate): Dossier {
  const { facts, year } = found;
  const items = itemsOf(found.id, facts);
  const { dates, vague } = datesOf(found);
  return {
    retrofitId: found.id,
    today,
    dates,
    vague,
    programme: termsOf(year),
    household: householdOf(found),
    person: personOf(found),
    application: applicationOf(facts),
    contractor: contractorOf(facts),
    items: items.map(({ item }) => item),
    itemNames: namesOf(found, items),
    plans: planOf(facts, items),
    photos: photosOf(found, items),
    inspection: inspectionOf(found.id, facts, items),
    defects: defectsOf(found.id, facts),
    signatures: signaturesOf(found.id, facts),
    statements: statementsOf(found.id, facts),
    waivers: NONE,
    payments: paymentsOf(found.id, facts),
    settlement: settlementOf(facts, items),
    devices: devicesOf(found, items),
    lookBacks:
      dayOf(facts.lookBackOn) === null
        ? NONE
        : [{ id: `${found.id}/lookBack`, on: dayOf(facts.lookBackOn)! }],
    texts: textsOf(facts),
    publications:
      typeof facts.noticeText === 'string'
        ? [{ id: `${found.id}/notice`, kind: 'notice', text: facts.noticeText }]
        : NONE,
    visits: visitsOf(found),
    peerPrices: {},
    supersededPhotos: NONE,
    unknown: silentAspects(facts, found.photos !== null, year),
  };
}

function datesOf({ facts, correctedAt, year }: FoundCase): Pick<Dossier, 'dates' | 'vague'> {
  const dates: Partial<Record<DateName, DatedFact>> = {};
  let vague: DateName[] | null = null;
  for (const name of OWN_DATES) {
    const date = asDate(facts[name]);
    if (date === null) continue;
    const recordedAt = correctedAt[name] ?? null;
    if (date.from === date.until) dates[name] = { on: date.from, recordedAt };
    else {
      dates[name] = { on: date.from, until: date.until, recordedAt };
      (vague ??= []).push(name);
    }
  }
  if (dates.districtOpinionOn !== undefined && !isRefused(facts)) {
    dates.approvedOn = dates.districtOpinionOn;
    if (vague?.includes('districtOpinionOn') === true) vague.push('approvedOn');
  }
  if (year.startsOn !== null) dates.programmeStartsOn = { on: year.startsOn, recordedAt: null };
  if (year.endsOn !== null) dates.programmeEndsOn = { on: year.endsOn, recordedAt: null };
  return { dates, vague: vague ?? NO_DATES };
}

function householdOf({ id, areaCode, facts, year, cross }: FoundCase): HouseholdFacts {
  const otherRetrofits = cross.otherRetrofits ?? NONE;
  return {
    id,
    hardship: textOf(facts.hardship),
    tenure: textOf(facts.tenure),
    areaCode,
    inDistrict:
      isOwnDistrict(textOf(facts.otherDistrict), year.ownNames) || textOf(facts.quotaTransfer) !== '',
    position: null,
    sameAddress: cross.sameAddress ?? NONE,
    otherRetrofits:
      facts.elderlyScheme === true ? [...otherRetrofits, elderlyScheme(id, facts, year)] : otherRetrofits,
  };
}

/** The ledger says only that there was one; it was there when this household applied. */
function elderlyScheme(id: string, facts: FoundFacts, { year }: FoundYear): OtherRetrofit {
  const [ofYear, appliedOn] = [calendarDate(`${year}-01-01`), asDate(facts.appliedOn)?.from ?? null];
  const on = appliedOn !== null && appliedOn < ofYear ? appliedOn : ofYear;
  return { id: `${id}/elderlyScheme`, label: String(year), kind: 'elderlyScheme', sameProgramme: false, on };
}

/** A ledger's number is kept as `valid`, or as what is wrong with it. */
function faultOf(value: FoundFacts[LedgerField]): string | null {
  const text = textOf(value);
  return text === '' || text === 'valid' ? null : text;
}

function personOf({ id, facts }: FoundCase): PersonFacts {
  const validFrom = asDate(facts.certificateValidFrom)?.from ?? LONG_AGO;
  const validUntil = asDate(facts.certificateValidUntil)?.until ?? null;
  return {
    id,
    idNumberFault: faultOf(facts.idNumber),
    certificateFault: faultOf(facts.certificateNumber),
    otherHouseholds: NONE,
    diedOn: dayOf(facts.diedOn),
    certificate: hasCertificate(facts) ? { grade: gradeOf(facts), validFrom, validUntil } : null,
  };
}

const CERTIFICATE = ['certificateNumber', 'certificateValidFrom', 'certificateValidUntil', 'grade'] as const;

/** Any cell that tells of one; a ledger need not have a column for each. */
function hasCertificate(facts: FoundFacts): boolean {
  return CERTIFICATE.some((field) => facts[field] !== null && facts[field] !== undefined);
}

function gradeOf({ grade }: FoundFacts): number | null {
  return typeof grade === 'number' ? grade : null;
}

function applicationOf(facts: FoundFacts): ApplicationFacts {
  const from = asDate(facts.noticeFrom);
  const until = asDate(facts.noticeUntil);
  const method = textOf(facts.selectionMethod);
  const record = textOf(facts.selectionRecord);
  const selectedOn = asDate(facts.selectedOn)?.from ?? null;
  return {
    proxyName: textOf(facts.proxyName),
    opinions: REVIEW_LEVELS.flatMap((level) => {
      const text = textOf(facts[`${level}Opinion`]);
      const personName = textOf(facts[`${level}Reviewer`]);
      const on = asDate(facts[`${level}OpinionOn`])?.from ?? null;
      const seal = facts[`${level}Sealed`] === true ? '盖章' : '';
      if (text === '' && personName === '' && on === null && seal === '') return [];
      const personId = personName === '' ? null : personName;
      return [{ level, text, personId, personName, seal, on, signedHash: null, currentHash: null }];
    }),
    notice: from === null || until === null ? null : { from: from.from, until: until.until },
    selection:
      method === '' && record === '' && selectedOn === null ? null : { method, on: selectedOn, record },
  };
}

function contractorOf(facts: FoundFacts): ContractorFacts | null {
  const name = textOf(facts.contractor);
  if (name === '') return null;
  const validUntil = asDate(facts.licenceValidUntil)?.until;
  const validFrom = asDate(facts.licenceValidFrom)?.from ?? LONG_AGO;
  return { id: name, name, licence: validUntil === undefined ? null : { validFrom, validUntil } };
}

/** Columns in which people write in words of their own. */
const WORDS = [
  'needs',
  'communityOpinion',
  'streetOpinion',
  'districtOpinion',
  'selectionRecord',
  'noticeText',
] as const;

function textsOf(facts: FoundFacts): Dossier['texts'] {
  return WORDS.flatMap((field) =>
    textOf(facts[field]) === '' ? [] : [{ field, text: textOf(facts[field]) }],
  );
}

function visitsOf({ id, facts, cross }: FoundCase): Dossier['visits'] {
  const on = dayOf(facts.surveyedOn);
  if (on === null || cross.visitsThatDay === undefined) return NONE;
  return [
    {
      id: `${id}/survey`,
      kind: 'survey',
      on,
      personName: textOf(facts.surveyor),
      thatDay: cross.visitsThatDay,
      fastestKmh: null,
    },
  ];
}
