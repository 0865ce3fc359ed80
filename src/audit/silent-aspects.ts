import { FoundFacts } from '../imports/found-record';
import { LEDGER_FIELDS, LedgerField } from '../imports/ledger-fields';
import { Aspect, ASPECTS, SignerRole } from '../rules/dossier';
import { FoundYear, termsOf } from './found-year';

/** The columns that an aspect needs, each of them; a ledger without one of them is silent about it. */
const COLUMNS: { readonly [A in Aspect]?: readonly LedgerField[] } = {
  appliedOn: ['appliedOn'],
  communityOpinionOn: ['communityOpinionOn'],
  streetOpinionOn: ['streetOpinionOn'],
  districtOpinionOn: ['districtOpinionOn'],
  approvedOn: ['districtOpinionOn'],
  selectedOn: ['selectedOn'],
  noticeFrom: ['noticeFrom'],
  noticeUntil: ['noticeUntil'],
  surveyedOn: ['surveyedOn'],
  measuredOn: ['measuredOn'],
  consultedOn: ['consultedOn'],
  planAgreedOn: ['planAgreedOn'],
  decidedOn: ['decidedOn'],
  awardedOn: ['awardedOn'],
  contractSignedOn: ['contractSignedOn'],
  startedOn: ['startedOn'],
  completedOn: ['completedOn'],
  acceptedOn: ['acceptedOn'],
  signedOn: ['signedOn'],
  communityText: ['communityOpinion'],
  streetText: ['streetOpinion'],
  districtText: ['districtOpinion'],
  communityPerson: ['communityReviewer'],
  streetPerson: ['streetReviewer'],
  districtPerson: ['districtReviewer'],
  communitySeal: ['communitySealed'],
  streetSeal: ['streetSealed'],
  districtSeal: ['districtSealed'],
  selectionMethod: ['selectionMethod'],
  selectionRecord: ['selectionRecord'],
  proxies: ['signedBy', 'proxyReason', 'witness'],
  publications: ['noticeText'],
  texts: ['name'],
  identity: ['idNumber'],
  certificateNumber: ['certificateNumber'],
  certificateValidity: ['certificateValidUntil'],
  grade: ['grade'],
  death: ['diedOn'],
  residence: ['otherDistrict'],
  otherRetrofits: ['idNumber'],
  doubles: ['address'],
  licence: ['licenceValidUntil'],
  items: ['plannedItems'],
  plans: ['plannedItems'],
  settlement: ['settledItems'],
  payments: ['invoicedOn', 'paidOn'],
  devices: ['serialNumbers'],
  unboxed: ['unboxed'],
  connected: ['connected'],
  functionTest: ['functionTest'],
  acceptedQuantities: ['acceptedItems'],
  signers: ['signers'],
  statements: ['satisfaction'],
  defects: ['defectFoundOn'],
  defectCures: ['defectCuredOn'],
  reinspections: ['reinspectedOn'],
  lookBacks: ['lookBackOn'],
  visits: ['surveyor'],
  reported: ['reportedAccepted'],
};

/** Aspects as runs of earlier days wrote them down, which are kept as they ended. */
const FORMER: Readonly<Record<string, readonly LedgerField[]>> = {
  opinionTexts: ['communityOpinion', 'streetOpinion', 'districtOpinion'],
  opinionPeople: ['communityReviewer', 'streetReviewer', 'districtReviewer'],
  opinionSeals: ['communitySealed', 'streetSealed', 'districtSealed'],
  notice: ['noticeFrom', 'noticeUntil'],
  selection: ['selectionMethod', 'selectedOn', 'selectionRecord'],
  certificate: ['certificateNumber', 'certificateValidUntil'],
  deviceTests: ['unboxed', 'connected', 'functionTest'],
};

/** What the columns that tell of an aspect are called; none for what no column could tell. */
export function columnsOf(aspect: Aspect, language: 'zh-CN' | 'en'): string[] {
  return (COLUMNS[aspect] ?? FORMER[aspect] ?? []).map(
    (field) => LEDGER_FIELDS[field][language === 'en' ? 'en' : 'zh'][0],
  );
}

/** Aspects that no column of a ledger tells; each has a text of its own. */
export const WITHOUT_COLUMN: readonly Aspect[] = ASPECTS.filter((aspect) => !(aspect in COLUMNS));

/** What photos that came with the ledgers tell, and nothing else does. */
const PHOTO_ASPECTS: readonly Aspect[] = ['photos', 'photoTimes', 'photoLikeness'];

/** Kept by the columns of a ledger, of which there are few kinds among a million records. */
const SILENT = new Map<string, readonly Aspect[]>();

/** What the ledgers of one record are silent about. */
export function silentAspects(facts: FoundFacts, hasPhotos: boolean, year: FoundYear): readonly Aspect[] {
  const key = `${Object.keys(facts).join()};${textOfList(facts.askedSigners)};${year.requiredSigners?.join() ?? ''};${hasPhotos};${year.startsOn !== null};${year.endsOn !== null};${year.capFen !== null}`;
  const known = SILENT.get(key);
  if (known) return known;
  const silent = ASPECTS.filter((aspect) => !tells(aspect, facts, hasPhotos, year));
  SILENT.set(key, silent);
  return silent;
}

/** Where there is a column for each signer, a ledger says nothing of one who has none; of one who need not sign, all is said. */
function isAsked(role: SignerRole, { signers, askedSigners }: FoundFacts, year: FoundYear): boolean {
  if (!termsOf(year).requiredSigners.includes(role)) return true;
  if (signers === undefined) return false;
  return !Array.isArray(askedSigners) || (askedSigners as readonly SignerRole[]).includes(role);
}

const textOfList = (value: FoundFacts['askedSigners']): string => (Array.isArray(value) ? value.join() : '');

function tells(aspect: Aspect, facts: FoundFacts, hasPhotos: boolean, year: FoundYear): boolean {
  if (aspect === 'programmeStartsOn') return year.startsOn !== null;
  if (aspect === 'programmeEndsOn') return year.endsOn !== null;
  if (aspect === 'programmeTerms') return year.capFen !== null;
  if (PHOTO_ASPECTS.includes(aspect)) return hasPhotos;
  if (aspect.endsWith('Signer')) return isAsked(aspect.slice(0, -'Signer'.length) as SignerRole, facts, year);
  return COLUMNS[aspect]?.every((field) => field in facts) ?? false;
}
