import { CalendarDate } from '../platform/time/calendar-date';
import { PhotoStage, SignerRole } from '../rules/dossier';
import { LedgerField } from './ledger-fields';

/** A date as an old ledger has it: of some only the month is written, and no day is made up for it. */
export interface FoundDate {
  /** The first and the last day that it can mean; the same for a full date. */
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

export interface FoundItem {
  /** As written. */
  readonly name: string;
  /** Code in the catalogue; null where nothing in it is called so. */
  readonly code: string | null;
  readonly quantity: number | null;
}

/** What a parsed cell holds; null is a blank cell. Numbers of people are never among the values, only what follows from them. */
export type FoundValue =
  string | number | boolean | FoundDate | readonly FoundItem[] | readonly SignerRole[] | readonly string[];

/**
 * One retrofit as the ledgers of an old year tell it. A field is there if and only if one of the imported ledgers had
 * its column: null is "the cell is blank", an absent key is "nobody was asked", or "the cell could not be read" (the
 * import's row then has the problem, and a correction can add the field).
 *
 * idNumber and certificateNumber are 'valid' or what is wrong with the number (IdNumberFault, CertificateNumberFault,
 * 'digitsLost'); phone is true; category and grade are the numbers of households; hardship and tenure its codes;
 * satisfaction is an outcome of SatisfactionStatement; money is fen.
 */
export type FoundFacts = { readonly [Field in LedgerField]?: FoundValue | null };

/** A photo that came with a ledger, named by household, item and stage. */
export interface FoundPhoto {
  readonly id: string;
  readonly fileName: string;
  /** Item's name as the file is called by, and its code in the catalogue. */
  readonly item: FoundItem | null;
  readonly stage: PhotoStage | null;
  /** Hex. */
  readonly sha256: string;
  /** Day on which the camera says it was taken, in the district's zone; null without such a mark. */
  readonly takenOn: CalendarDate | null;
}
