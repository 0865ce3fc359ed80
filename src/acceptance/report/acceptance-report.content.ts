import { createHash } from 'node:crypto';
import { canonicalJson } from '../../platform/canonical-json';
import type { SignatureStrokes } from '../../platform/pdf/strokes';

/** `YYYY-MM-DD`. */
type DateText = string;
/** RFC 3339 with an offset or Z. */
type InstantText = string;
/** 64 hexadecimal digits. */
type Sha256 = string;

/** Words known in both languages (from a catalogue), or free text as somebody wrote it. */
export type Words = string | { zh: string; en: string };

/**
 * Everything an acceptance report says, as plain JSON. It is frozen when the report is issued; its canonical hash is
 * printed on the report and is what the satisfaction signature is bound to. It is the same for both languages.
 * Money in fen. No ID number or certificate number may stand here unmasked (X01).
 */
export interface AcceptanceReportContent {
  schema: 1;
  /** Such as 石残验〔2026〕12号. */
  number: string;
  /** Number of the report that this one replaces. */
  supersedes: string | null;
  /** Made-up data: every page carries a watermark. */
  isDemo: boolean;
  issuedAt: InstantText;
  issuedBy: string;
  /** The district's disabled persons' federation. */
  office: string;
  /** IANA name of the time zone in which instants are printed. */
  timeZone: string;
  programme: { year: number; name: string; grantDocument: string };
  household: ReportHousehold;
  contract: ReportContract;
  /** In the order of the seven steps. */
  dates: ReportDate[];
  /** Days between an event and its record from which the record is called late (C14). */
  lateAfterDays: number;
  opinions: ReportOpinion[];
  items: ReportItem[];
  amounts: { plannedFen: number; acceptedFen: number; capFen: number };
  defects: ReportDefect[];
  waivers: ReportWaiver[];
  signatures: ReportSignature[];
  /** Offices that put their seal on the printed report. */
  seals: { office: string; role: Words }[];
}

export interface ReportHousehold {
  personName: string;
  /** Such as 4103**********1234. */
  idNumberMasked: string;
  certificateNumberMasked: string;
  category: Words;
  grade: Words;
  address: string;
  guardian: { name: string; relation: Words } | null;
}

export interface ReportContract {
  contractor: string;
  number: string;
  signedOn: DateText;
  /** The collective decision by which the contractor was chosen. */
  decision: { heldOn: DateText; minutes: string };
}

export const REPORT_DATES = [
  'surveyedOn',
  'measuredOn',
  'consultedOn',
  'planAgreedOn',
  'contractSignedOn',
  'startedOn',
  'completedOn',
  'acceptedOn',
  'signedOn',
] as const;

export interface ReportDate {
  key: (typeof REPORT_DATES)[number];
  /** Null only for what is still to come: the satisfaction signature is given on this report. */
  on: DateText | null;
  recordedAt: InstantText | null;
  recordedBy: string | null;
  /** Days from the event to its record, in the district's time. */
  lagDays: number | null;
  lateReason: string | null;
}

export interface ReportOpinion {
  level: 'community' | 'street' | 'district';
  office: string;
  text: string;
  person: string;
  on: DateText;
}

export interface ReportItem {
  name: Words;
  room: Words;
  unit: Words;
  /** Decimal number as text. */
  plannedQuantity: string;
  acceptedQuantity: string;
  unitPriceFen: number;
  acceptedFen: number;
  /** The agreed variation that explains a difference (F04). */
  variation: Words | null;
  serials: string[];
  functionTest: 'passed' | 'failed' | 'notApplicable';
  /** Left out: planned once, taken out by a variation. */
  result: 'passed' | 'passedAfterCure' | 'leftOut';
  measurements: ReportMeasurement[];
  photos: ReportPhoto[];
}

/** Values carry their unit: "850 mm", "1:12". */
export interface ReportMeasurement {
  name: Words;
  planned: string | null;
  required: Words;
  measured: string;
  meets: boolean;
  /** Why a requirement could not be met, as agreed with the household (T01). */
  reason: string | null;
}

export interface ReportPhoto {
  stage: 'before' | 'during' | 'after' | 'inUse' | 'nameplate';
  /** Of the original, which the report does not print but names. */
  sha256: Sha256;
  /** Null where no camera wrote a time. */
  takenAt: InstantText | null;
  /** The day that counts, said by a person where no camera wrote it. */
  takenOn: DateText;
  timeSource: 'inApp' | 'camera' | 'claimed';
  place: 'atDwelling' | 'elsewhere' | 'unknown';
  grade: 'inApp' | 'cameraMetadata' | 'none';
}

export interface ReportDefect {
  item: Words;
  description: string;
  foundOn: DateText;
  curedOn: DateText;
  reinspectedOn: DateText;
  reinspectedBy: string;
}

export interface ReportWaiver {
  rule: string;
  reason: string;
  authority: string;
  documentNumber: string;
  documentDate: DateText;
  requestedBy: string;
  approvedBy: string;
}

export interface ReportSignature {
  role: Words;
  name: string;
  relation: Words | null;
  /** Signed in the person's stead (S05). */
  proxy: { reason: string; witness: string } | null;
  signedOn: DateText;
  /** Null: signs on the printed report, in the space left free. */
  strokes: SignatureStrokes | null;
  /** Hash of what was signed. */
  contentSha256: Sha256;
}

/** SHA-256 of the canonical JSON of the content, in hexadecimal. */
export function contentHash(content: AcceptanceReportContent): Sha256 {
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}
