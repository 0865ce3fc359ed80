import { CalendarDate } from '../platform/time/calendar-date';

/** A record elsewhere that a fact points at; its label discloses no more than the reader may see. */
export interface Reference {
  readonly id: string;
  readonly label: string;
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
  /** The last day that this can mean, where an old ledger has no more than a month or the year. */
  readonly until?: CalendarDate;
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
    /** Null where an old ledger does not say. */
    readonly grade: number | null;
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

export type SignerRole = 'household' | 'contractor' | 'community' | 'street' | 'district' | 'thirdParty';

export interface SignatureFacts {
  readonly id: string;
  readonly purpose: 'planAgreement' | 'acceptance' | 'satisfaction';
  readonly role: SignerRole;
  readonly name: string;
  /** Names other than this one under which the same image of a signature stands, or one that is nearly the same. */
  readonly sameImageNames: readonly string[];
  /** The same strokes, to the point and the millisecond, stand under this very name elsewhere. */
  readonly isCopied: boolean;
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
