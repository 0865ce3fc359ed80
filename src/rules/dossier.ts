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

export interface DatedFact {
  readonly on: CalendarDate;
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
}

export interface HouseholdFacts {
  readonly id: string;
  readonly hardship: string;
  readonly tenure: string;
}

export interface PersonFacts {
  readonly id: string;
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
