import { CalendarDate } from '../platform/time/calendar-date';
import { RuleCode } from './rule-code';

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
 * retrofit knows; a rule that needs such an aspect is not asked, and the audit says so. Every date is an aspect.
 */
export const ASPECTS = [
  ...DATE_NAMES,
  'opinionTexts', 'opinionPeople', 'opinionSeals', 'notice', 'selection', 'proxies', 'publications', 'texts',
  'identity', 'certificate', 'death', 'hardship', 'tenure', 'residence', 'otherRetrofits', 'doubles',
  'licence', 'items', 'plans', 'prices', 'peers', 'settlement', 'payments',
  'photos', 'tapePhotos', 'photoTimes', 'photoPlaces', 'photoLikeness', 'photoEdits', 'photoHistory',
  'devices', 'deviceTests', 'acceptedQuantities', 'measurements', 'acceptors', 'signers', 'signatureImages',
  'statements', 'defects', 'lookBacks', 'visits', 'quota', 'programmeTerms',
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

/** A record elsewhere that a fact points at; its label discloses no more than the reader may see. */
export interface Reference {
  readonly id: string;
  readonly label: string;
}

export interface PaymentFacts {
  readonly id: string;
  readonly kind: 'invoice' | 'progress' | 'final' | 'retention';
  readonly on: CalendarDate;
  readonly amountFen: number;
}

export interface SettlementLine {
  readonly itemId: string;
  readonly quantity: number;
  /** Null where only the sum of all is known. */
  readonly amountFen: number | null;
}

export interface DeviceFacts {
  readonly id: string;
  readonly itemId: string;
  readonly serialNumber: string;
  /** Other places at which a device of this serial number is recorded. */
  readonly alsoAt: readonly Reference[];
}

export interface LookBackFacts {
  readonly id: string;
  readonly on: CalendarDate;
}

export interface TextFacts {
  readonly field: string;
  readonly text: string;
}

export interface PublicationFacts {
  readonly id: string;
  readonly kind: 'notice' | 'list' | 'export';
  readonly text: string;
}

export interface VisitFacts {
  readonly id: string;
  readonly kind: 'survey' | 'inspection' | 'lookBack';
  readonly on: CalendarDate;
  readonly personName: string;
  /** How many homes the same person visited on that day, this one among them. */
  readonly thatDay: number;
  /** The fastest that the person must have travelled to or from this home, km/h; null where times or places are not known. */
  readonly fastestKmh: number | null;
}

export interface PeerPrices {
  readonly medianFen: number;
  /** How many units the median is of. */
  readonly count: number;
}

export interface SupersededPhotoFacts {
  readonly id: string;
  readonly stage: PhotoStage;
  readonly supersededOn: CalendarDate;
  readonly reason: string;
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

export interface HouseholdFacts {
  readonly id: string;
  readonly hardship: string;
  readonly tenure: string;
  readonly areaCode: string;
  /** Whether it lies in the programme's district, or a transfer of quota is recorded for it. */
  readonly inDistrict: boolean;
  /** WGS-84; null where it was never fixed. */
  readonly position: Position | null;
  /** Other households recorded at the same address. */
  readonly sameAddress: readonly Reference[];
  readonly otherRetrofits: readonly OtherRetrofit[];
}

export interface Position {
  readonly longitude: number;
  readonly latitude: number;
  /** Metres; null where the source does not say. */
  readonly accuracyM: number | null;
}

/** Another retrofit of the same household or person, of any programme, or of a scheme for the elderly. */
export interface OtherRetrofit extends Reference {
  readonly kind: 'retrofit' | 'elderlyScheme';
  readonly sameProgramme: boolean;
  /** Its acceptance, else its start, else the first day of its programme. */
  readonly on: CalendarDate;
}

export interface PersonFacts {
  readonly id: string;
  /** Why the ID number or the certificate's number cannot be right; null when it is, or none was given. */
  readonly idNumberFault: string | null;
  readonly certificateFault: string | null;
  /** Other households in which the same person is recorded. */
  readonly otherHouseholds: readonly Reference[];
  readonly diedOn: CalendarDate | null;
  readonly certificate: {
    readonly grade: number;
    readonly validFrom: CalendarDate;
    /** Null for a certificate without an end. */
    readonly validUntil: CalendarDate | null;
  } | null;
}

/** The three levels that review an application, in their order. */
export const REVIEW_LEVELS = ['community', 'street', 'district'] as const;

export type ReviewLevel = (typeof REVIEW_LEVELS)[number];

export interface ApplicationFacts {
  /** Who applied in the person's place; empty when nobody did. */
  readonly proxyName: string;
  readonly opinions: readonly OpinionFacts[];
  readonly notice: { readonly from: CalendarDate; readonly until: CalendarDate } | null;
  /** How the household was chosen; each text is empty where nothing was recorded. */
  readonly selection: {
    readonly method: string;
    readonly on: CalendarDate | null;
    readonly record: string;
  } | null;
}

export interface OpinionFacts {
  readonly level: ReviewLevel;
  readonly text: string;
  /** Who gave it: the account's id, or the name where old papers know no more; null when nobody is named. */
  readonly personId: string | null;
  readonly personName: string;
  readonly seal: string;
  readonly on: CalendarDate | null;
  /** Hash of the application as the reviewer saw it, and of the application as it is; null where none was kept. */
  readonly signedHash: string | null;
  readonly currentHash: string | null;
}

export interface ContractorFacts {
  readonly id: string;
  readonly name: string;
  readonly licence: { readonly validFrom: CalendarDate; readonly validUntil: CalendarDate } | null;
}

/** An item keeps its identity through every revision of the plan. */
export interface ItemFacts {
  readonly id: string;
  readonly code: string;
  /** As people call it, in the language of the record; facts carry it so that a message can name the item. */
  readonly name: string;
  readonly roomId: string;
  readonly kind: 'works' | 'device';
  readonly dimensioned: boolean;
  /** The fewest days that works on it take (concrete hardens); 0 where none is known. */
  readonly minimumDays: number;
  readonly requirements: readonly RequirementFacts[];
  /** Works on this very item began; null where only the whole retrofit's start is known. */
  readonly worksStartedOn: CalendarDate | null;
}

export interface RequirementFacts {
  readonly key: string;
  /** As people call it, in the language of the record; without it a message shows the key. */
  readonly name?: string;
  /** `mm`, `ratio` (the n of 1:n), `celsius` …, so that a message can write the value. */
  readonly unit?: string;
  /** Measured only where its condition holds, so that no value is asked for. */
  readonly conditional?: boolean;
  readonly min: number | null;
  readonly max: number | null;
  /** M is unverified: shown, never a stop. */
  readonly certainty: 'A' | 'B' | 'M' | 'D';
}

export interface PlanRevision {
  readonly id: string;
  readonly revision: number;
  /** Null while the household has not agreed to it. */
  readonly agreedOn: CalendarDate | null;
  readonly lines: readonly PlanLine[];
  /** The sum as an old ledger has it, whose lines have no prices; without it the lines are summed. */
  readonly totalFen?: number | null;
}

export interface PlanLine {
  readonly itemId: string;
  /** At most two decimals. */
  readonly quantity: number;
  readonly unitPriceFen: number;
}

export type PhotoStage = 'before' | 'tape' | 'during' | 'after' | 'inUse' | 'nameplate';

export interface PhotoFacts {
  readonly id: string;
  readonly stage: PhotoStage;
  readonly itemId: string | null;
  readonly roomId: string | null;
  /** The day that counts: the camera's where there is one, else the one that was claimed; null when neither is known. */
  readonly takenOn: CalendarDate | null;
  readonly claimedOn: CalendarDate | null;
  readonly cameraAt: Date | null;
  readonly receivedAt: Date;
  readonly grade: 'inApp' | 'camera' | 'none';
  readonly position: Position | null;
  /** Device's clock ahead of the server's, in seconds; null where the two could not be compared. */
  readonly clockSkewS: number | null;
  /** Name of an editor that left its trace; empty where there is none. */
  readonly editor: string;
  readonly thumbnailDiffers: boolean;
  /** Other evidence of the very same bytes. */
  readonly sameBytes: readonly Reference[];
  /** Evidence that looks the same: of another household, item or year, and of this item's other stage. */
  readonly lookalikes: readonly Lookalike[];
}

export interface Lookalike extends Reference {
  /** Bits of 256 in which the two differ. */
  readonly distance: number;
  readonly place: 'sameItemOtherStage' | 'otherItem' | 'otherHousehold' | 'otherDistrict';
}

export interface InspectionFacts {
  readonly id: string;
  readonly acceptors: readonly AcceptorFacts[];
  readonly items: readonly InspectedItem[];
}

export interface AcceptorFacts {
  readonly userId: string;
  readonly name: string;
  readonly level: ReviewLevel | 'thirdParty';
  /** The contractor this person works for, if any. */
  readonly contractorId: string | null;
}

export interface InspectedItem {
  readonly itemId: string;
  readonly acceptedQuantity: number;
  readonly functionTest: 'passed' | 'failed' | 'notApplicable';
  /** Null for works. */
  readonly device: { readonly unboxed: boolean; readonly connected: boolean } | null;
  readonly measured: readonly MeasuredValue[];
}

export interface MeasuredValue {
  /** The key of the item's requirement. */
  readonly key: string;
  /** Null where it could not be measured; the reason then says why. */
  readonly value: number | null;
  readonly meets: boolean;
  /** The planned value, and whether the measured one is at least as good; null where nothing was planned. */
  readonly planned: number | null;
  readonly asPlanned: boolean | null;
  /** Why the requirement cannot be met, and who agreed; empty where nothing was recorded. */
  readonly reason: string;
  readonly reasonAgreedBy: string;
}

export interface DefectFacts {
  readonly id: string;
  readonly source: 'inspection' | 'household';
  readonly foundOn: CalendarDate;
  readonly curedOn: CalendarDate | null;
  readonly reinspectedOn: CalendarDate | null;
}

export type SignerRole = 'household' | 'contractor' | 'community' | 'street' | 'district' | 'thirdParty';

export interface SignatureFacts {
  readonly id: string;
  readonly purpose: 'planAgreement' | 'acceptance' | 'satisfaction';
  readonly role: SignerRole;
  readonly name: string;
  /** Names other than this one under which the same image of a signature stands. */
  readonly sameImageNames: readonly string[];
  readonly relation: 'self' | 'guardian' | 'proxy' | 'office';
  readonly proxyRelation: string;
  readonly proxyReason: string;
  readonly witnessName: string;
  readonly signedOn: CalendarDate;
  /** The contractor for which the one who signed, or who took the signature, works; null for everybody else. */
  readonly byContractorId: string | null;
  readonly signedHash: string;
  /** Hash of the same content as it stands now. */
  readonly currentHash: string;
  readonly voided: boolean;
}

export interface SatisfactionStatement {
  readonly id: string;
  readonly outcome: 'satisfied' | 'notSatisfied' | 'notDone';
  readonly on: CalendarDate;
}
