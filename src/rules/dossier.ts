import { CalendarDate } from '../platform/time/calendar-date';
import {
  ApplicationFacts,
  ContractorFacts,
  HouseholdFacts,
  PersonFacts,
  PublicationFacts,
  SatisfactionStatement,
  SignatureFacts,
  SignerRole,
  TextFacts,
  VisitFacts,
} from './dossier-parties';
import {
  DefectFacts,
  DeviceFacts,
  InspectionFacts,
  ItemFacts,
  LookBackFacts,
  PaymentFacts,
  PeerPrices,
  PhotoFacts,
  PlanRevision,
  SettlementLine,
  SupersededPhotoFacts,
} from './dossier-works';
import { RuleCode } from './rule-code';

export * from './dossier-parties';
export * from './dossier-works';

/** Every date that a chronology rule can name. The retrofit's own, and those of the rows it depends on. */
export const DATE_NAMES = [
  'programmeStartsOn',
  'programmeEndsOn',
  'appliedOn',
  'communityOpinionOn',
  'streetOpinionOn',
  'districtOpinionOn',
  'selectedOn',
  'noticeFrom',
  'noticeUntil',
  'approvedOn',
  'surveyedOn',
  'measuredOn',
  'consultedOn',
  'planAgreedOn',
  'decidedOn',
  'awardedOn',
  'contractSignedOn',
  'startedOn',
  'completedOn',
  'acceptedOn',
  'signedOn',
] as const;

export type DateName = (typeof DATE_NAMES)[number];

/**
 * What a dossier's source can be silent about. The ledgers of old years have no column for much of what a live
 * retrofit knows; a rule that needs such an aspect is not asked, and the audit says so. Every date is an aspect; what a
 * rule judges by itself is one of its own, so that a ledger that lacks one column is still asked about the others.
 */
export const ASPECTS = [
  ...DATE_NAMES,
  'communityText', 'streetText', 'districtText', 'communityPerson', 'streetPerson', 'districtPerson',
  'communitySeal', 'streetSeal', 'districtSeal', 'selectionMethod', 'selectionRecord', 'proxies', 'publications', 'texts',
  'identity', 'certificateNumber', 'certificateValidity', 'grade', 'death', 'hardship', 'tenure', 'residence', 'otherRetrofits', 'doubles',
  'licence', 'items', 'plans', 'prices', 'peers', 'settlement', 'payments',
  'photos', 'tapePhotos', 'photoTimes', 'photoPlaces', 'photoLikeness', 'photoEdits', 'photoHistory',
  'devices', 'nameplates', 'unboxed', 'connected', 'functionTest', 'acceptedQuantities', 'measurements', 'acceptors', 'signers', 'signatureImages',
  'householdSigner', 'contractorSigner', 'communitySigner', 'streetSigner', 'districtSigner', 'thirdPartySigner',
  'statements', 'defects', 'defectCures', 'reinspections', 'lookBacks', 'visits', 'quota', 'reported', 'programmeTerms',
] as const; // prettier-ignore

export type Aspect = (typeof ASPECTS)[number];

export interface DatedFact {
  readonly on: CalendarDate;
  /** The last day it can mean, where an old ledger has only the month; `on` is then the first. */
  readonly until?: CalendarDate;
  /** When the server first stored this value; null for a date that is not recorded by itself (programme's terms). */
  readonly recordedAt: Date | null;
}

/**
 * A date as a finding tells it: a day, or no more than the month or year that is known of it (`2020-05`, `2020`). One
 * that runs over a border of those is told by its first day.
 */
export function told({ on, until }: Pick<DatedFact, 'on' | 'until'>): string {
  if (until === undefined || until === on) return on;
  if (until.slice(0, 7) === on.slice(0, 7)) return on.slice(0, 7);
  return until.slice(0, 4) === on.slice(0, 4) ? on.slice(0, 4) : on;
}

/**
 * Everything known of one retrofit, gathered by whoever asks: an act before it changes something (with the
 * proposed values already in place), a page that explains what is missing, or the audit of imported records.
 */
export interface Dossier {
  readonly retrofitId: string;
  /** The local day of the district on which the question is asked. */
  readonly today: CalendarDate;
  readonly dates: Partial<Readonly<Record<DateName, DatedFact>>>;
  readonly programme: ProgrammeTerms;
  readonly household: HouseholdFacts;
  readonly person: PersonFacts;
  readonly application: ApplicationFacts | null;
  readonly contractor: ContractorFacts | null;
  readonly items: readonly ItemFacts[];
  /** By id, what a ledger calls things that were never planned. */
  readonly itemNames?: Readonly<Record<string, string>>;
  /** Revision 1 is the plan, each further one a variation; withdrawn ones are left out. In order of revision. */
  readonly plans: readonly PlanRevision[];
  /** Without those that were superseded. */
  readonly photos: readonly PhotoFacts[];
  /** The newest round. */
  readonly inspection: InspectionFacts | null;
  readonly defects: readonly DefectFacts[];
  /** Including the voided ones, which count for nothing but stay visible. */
  readonly signatures: readonly SignatureFacts[];
  /** In the order in which they were recorded. */
  readonly statements: readonly SatisfactionStatement[];
  /** Rules for which this retrofit holds an approved waiver. */
  readonly waivers: readonly RuleCode[];
  readonly payments: readonly PaymentFacts[];
  /** What was paid for, item by item; null before the settlement. */
  readonly settlement: readonly SettlementLine[] | null;
  readonly devices: readonly DeviceFacts[];
  readonly lookBacks: readonly LookBackFacts[];
  /** What is written in words of one's own, by the name of its field. */
  readonly texts: readonly TextFacts[];
  /** What hangs out or was put on a website. */
  readonly publications: readonly PublicationFacts[];
  /** The visits of this retrofit, each beside what the same person did on that day. */
  readonly visits: readonly VisitFacts[];
  /** By code of the item: what others paid for a unit. */
  readonly peerPrices: Readonly<Record<string, PeerPrices>>;
  /** Photos that others took the place of. */
  readonly supersededPhotos: readonly SupersededPhotoFacts[];
  /** Dates of which only the month is known: a rule that looks at days does not judge them. */
  readonly vague: readonly DateName[];
  /** What the source of this dossier cannot say; empty for a live retrofit once all of it is recorded. */
  readonly unknown: readonly Aspect[];
}

export interface ProgrammeTerms {
  readonly id: string;
  readonly capFen: number;
  /** How long the list must hang out, in days. */
  readonly noticeDays: number;
  /** A date recorded more than this many days after it happened is a late entry. */
  readonly lateEntryDays: number;
  readonly requiredSigners: readonly SignerRole[];
  readonly grades: readonly number[];
  readonly hardships: readonly string[];
  readonly tenures: readonly string[];
  /** By code of the item, the most that a unit may cost, in fen. */
  readonly priceLimitsFen: Readonly<Record<string, number>>;
  /** A unit price beyond this many times its peers' median is an outlier. */
  readonly peerFactor: number;
  /** Days from the award within which the contract is signed; null below the procurement threshold. */
  readonly contractWithinDays: number | null;
  /** Months from acceptance before which no retention is released. */
  readonly warrantyMonths: number;
  /** Metres around the dwelling within which a photo counts as taken there. */
  readonly radiusM: number;
  /** Years after an earlier retrofit in which there is no other; 0 for no bar. */
  readonly barYears: number;
  /** Whether devices alone are no retrofit. */
  readonly worksRequired: boolean;
  readonly startBy: CalendarDate | null;
  readonly finishBy: CalendarDate | null;
  /** Homes that one person can visit in a day, and how fast between them, km/h. */
  readonly visitsPerDay: number;
  readonly fastestKmh: number;
  /** Names of places and bodies that are the office's own, so that a text may name them. */
  readonly ownNames: readonly string[];
}

/** What is known of a programme as a whole, for the rules that look at no single retrofit. */
export interface ProgrammeDossier {
  readonly programmeId: string;
  readonly name: string;
  readonly year: number;
  /** The local day of the district on which the question is asked. */
  readonly today: CalendarDate;
  readonly planBy: CalendarDate | null;
  /** The programme's own plan of works, approved by the office. */
  readonly planApprovedOn: CalendarDate | null;
  /** Households: granted with transfers, and counted against that. */
  readonly quota: { readonly granted: number; readonly counted: number };
  /** Reported to those above, and what the records support; null where nothing was reported. */
  readonly reported: { readonly accepted: number; readonly supported: number } | null;
  readonly unknown: readonly Aspect[];
}
